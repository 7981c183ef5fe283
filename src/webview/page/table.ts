import type { Timestamp } from '../protocol.ts';
import { h } from './dom.ts';
import { relative } from './times.ts';

export interface Column {
  readonly label: string;
  /** Its cells name their rows. */
  readonly isHeader?: boolean;
  readonly class?: string;
}

/** What a cell holds; undefined for a value that is not known. */
export type Cell = Node | undefined;

export interface TableTexts {
  readonly caption: string;
  /** Spoken for a value that is not known. */
  readonly missing: string;
}

/**
 * A table with a caption that is spoken. Narrow pages lay each row out as a card, so the roles are said and not
 * left to the layout.
 * Specified in test/ui/details.page.test.ts.
 */
export function table(
  { caption, missing }: TableTexts,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): HTMLTableElement {
  return h(
    'table',
    { role: 'table' },
    h('caption', { class: 'spoken' }, caption),
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        ...columns.map(({ label }) => h('th', { scope: 'col', role: 'columnheader' }, label)),
      ),
    ),
    h('tbody', { role: 'rowgroup' }, ...rows.map((row) => tableRow(columns, row, missing))),
  );
}

function tableRow(columns: readonly Column[], row: readonly Cell[], missing: string): HTMLTableRowElement {
  return h(
    'tr',
    { role: 'row' },
    ...columns.map(({ label, isHeader, class: name }, index) => {
      const content = row[index] ?? h('span', { class: 'missing', 'aria-label': missing, role: 'img' }, '–');
      const attributes = { 'data-label': label, class: name };
      return isHeader
        ? h('th', { scope: 'row', role: 'rowheader', ...attributes }, content)
        : h('td', { role: 'cell', ...attributes }, content);
    }),
  );
}

/** A moment in full, and as it is from now. */
export function momentCell({ time, value }: Timestamp, locale: string): HTMLElement {
  return h(
    'span',
    { class: 'value' },
    h('time', { datetime: new Date(time).toISOString() }, value),
    relative(time, locale),
  );
}
