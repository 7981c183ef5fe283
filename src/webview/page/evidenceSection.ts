import type { DetailsLabels, Primaries, ServerRow, VerdictItem } from '../protocol.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { momentCell, table } from './table.ts';

/**
 * The zone beside its primaries: what to make of their answers, then the answers.
 * Specified in test/ui/details.page.test.ts.
 */
export function primariesParts(
  { verdicts, servers, asked, note }: Primaries,
  labels: DetailsLabels,
  locale: string,
): readonly (Node | undefined)[] {
  return [
    verdicts.length > 0 ? h('ul', { class: 'verdicts' }, ...verdicts.map(verdictEntry)) : undefined,
    servers.length > 0 ? serversTable(servers, labels, locale) : undefined,
    asked && h('p', { class: 'remark' }, `${labels.asked} `, momentCell(asked, locale)),
    note === undefined ? undefined : h('p', { class: 'remark' }, note),
  ];
}

function verdictEntry({ tone, sentence, advice }: VerdictItem): HTMLLIElement {
  return h(
    'li',
    { 'data-tone': tone },
    icon(tone),
    h(
      'div',
      {},
      h('p', { class: 'verdict' }, sentence),
      advice === undefined ? undefined : h('p', { class: 'advice' }, advice),
    ),
  );
}

const COLUMNS = ['name', 'address', 'role', 'said', 'signed', 'since'] as const;
/** Only names and answers may break. */
const CLASSES: Readonly<Partial<Record<(typeof COLUMNS)[number], string>>> = {
  address: 'whole',
  role: 'whole',
  signed: 'whole',
  since: 'stacked',
};

function serversTable(rows: readonly ServerRow[], labels: DetailsLabels, locale: string): HTMLTableElement {
  return table(
    { caption: labels.primaries, missing: labels.notReported },
    COLUMNS.map((column) => ({
      label: labels.serverColumns[column],
      isHeader: column === 'name',
      ...(CLASSES[column] ? { class: CLASSES[column] } : {}),
    })),
    rows.map(({ name, address, role, said, tone, signed, since }) => [
      h('span', {}, name),
      address === undefined ? undefined : h('code', {}, address),
      h('span', {}, role),
      h('span', { class: 'said', 'data-tone': tone }, icon(tone), h('span', {}, said)),
      h('span', {}, signed),
      since && momentCell(since, locale),
    ]),
  );
}
