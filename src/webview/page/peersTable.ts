import type { DetailsLabels, PeerRow } from '../protocol.ts';
import { iconButton, type Send } from './buttons.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { table } from './table.ts';

const COLUMNS = ['name', 'address', 'port', 'ixfr', 'tsig', 'tag'] as const;

/** Tags and TSIG ids may break anywhere, an address or a port nowhere. */
const CLASSES: Readonly<Partial<Record<(typeof COLUMNS)[number], string>>> = {
  tag: 'tag',
  address: 'whole',
  port: 'whole',
  ixfr: 'whole',
};

/**
 * The table of peers. What is known of none of them has no column.
 * Specified in test/ui/details.page.test.ts.
 */
export function peersTable(rows: readonly PeerRow[], labels: DetailsLabels, send: Send): HTMLTableElement {
  const columns = COLUMNS.filter(
    (column) => column === 'tag' || rows.some((row) => row[column] !== undefined),
  );
  return table(
    { caption: labels.peers, missing: labels.notReported },
    columns.map((column) => ({
      label: labels.columns[column],
      isHeader: column === 'name',
      ...(CLASSES[column] ? { class: CLASSES[column] } : {}),
    })),
    rows.map((row) =>
      columns.map((column) => {
        const value = row[column];
        if (column === 'tag') {
          return tagCell(row, labels, send);
        }
        return value === undefined ? undefined : h(column === 'name' ? 'span' : 'code', {}, value);
      }),
    ),
  );
}

function tagCell({ tag, note }: PeerRow, labels: DetailsLabels, send: Send): HTMLElement {
  return h(
    'div',
    {},
    h(
      'span',
      { class: 'value' },
      h('code', {}, tag),
      iconButton({ type: 'copyPeerTag', tag }, `${labels.copyPeerTag}: ${tag}`, 'copy', send),
    ),
    note === undefined ? undefined : h('span', { class: 'note' }, icon('warning'), note),
  );
}
