import type { DetailsLabels, PeerRow } from '../protocol.ts';
import { iconButton, type Send } from './buttons.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';

const COLUMNS = ['name', 'address', 'port', 'ixfr', 'tsig', 'tag'] as const;
type Column = (typeof COLUMNS)[number];

/** The table of peers. Narrow pages lay each row out as a card, so the roles are said and not left to the layout. */
export function peersTable(rows: readonly PeerRow[], labels: DetailsLabels, send: Send): HTMLTableElement {
  const columns = COLUMNS.filter(
    (column) => column === 'tag' || rows.some((row) => row[column] !== undefined),
  );
  return h(
    'table',
    { role: 'table' },
    h('caption', { class: 'spoken' }, labels.peers),
    h(
      'thead',
      { role: 'rowgroup' },
      h(
        'tr',
        { role: 'row' },
        ...columns.map((column) => h('th', { scope: 'col', role: 'columnheader' }, labels.columns[column])),
      ),
    ),
    h('tbody', { role: 'rowgroup' }, ...rows.map((row) => peerRow(row, columns, labels, send))),
  );
}

function peerRow(
  row: PeerRow,
  columns: readonly Column[],
  labels: DetailsLabels,
  send: Send,
): HTMLTableRowElement {
  return h(
    'tr',
    { role: 'row' },
    ...columns.map((column) => {
      const label = labels.columns[column];
      if (column === 'tag') {
        return h('td', { role: 'cell', 'data-label': label, class: 'tag' }, ...tagCell(row, labels, send));
      }
      const value = row[column];
      const content =
        value === undefined
          ? h('span', { class: 'missing', 'aria-label': labels.notReported, role: 'img' }, '–')
          : h(column === 'name' ? 'span' : 'code', {}, value);
      return column === 'name'
        ? h('th', { scope: 'row', role: 'rowheader', 'data-label': label }, content)
        : h('td', { role: 'cell', 'data-label': label }, content);
    }),
  );
}

function tagCell({ tag, note }: PeerRow, labels: DetailsLabels, send: Send): readonly (Node | undefined)[] {
  return [
    h(
      'span',
      { class: 'value' },
      h('code', {}, tag),
      iconButton({ type: 'copyPeerTag', tag }, `${labels.copyPeerTag}: ${tag}`, 'copy', send),
    ),
    note === undefined ? undefined : h('span', { class: 'note' }, icon('warning'), note),
  ];
}
