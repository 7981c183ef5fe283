import type { DetailsLabels, HistoryEntry, ZoneHistory } from '../protocol.ts';
import { chart, sample } from './chart.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { momentCell, table } from './table.ts';

/** How many observations are listed outside of the table. */
const LATEST = 5;

/**
 * The zone's story: a chart, the latest observations, and all of them in a table that opens and stays open.
 * Specified in test/ui/details.page.test.ts.
 */
export class HistoryParts {
  readonly #labels: DetailsLabels;
  readonly #table = h('div', { class: 'all' });
  readonly #all: HTMLDetailsElement;

  constructor(labels: DetailsLabels) {
    this.#labels = labels;
    this.#all = h('details', {}, h('summary', { 'data-key': 'history' }, labels.historyTable), this.#table);
  }

  draw(history: ZoneHistory, locale: string): readonly (Node | undefined)[] {
    const newestFirst = history.entries.toReversed();
    this.#table.replaceChildren(this.#tableOf(newestFirst, locale));
    return [
      history.to.time > history.from.time ? figure(history, this.#labels) : undefined,
      h('h3', {}, this.#labels.latest),
      h(
        'ol',
        { class: 'latest' },
        ...newestFirst.slice(0, LATEST).map((entry) => this.#latest(entry, locale)),
      ),
      this.#all,
    ];
  }

  #latest({ at, state, tone, serial }: HistoryEntry, locale: string): HTMLLIElement {
    const { serial: serialLabel } = this.#labels.historyColumns;
    return h(
      'li',
      { 'data-tone': tone },
      icon(tone),
      h('span', { class: 'state' }, state),
      serial === undefined ? undefined : h('span', {}, `${serialLabel} `, h('code', {}, serial)),
      momentCell(at, locale),
    );
  }

  #tableOf(entries: readonly HistoryEntry[], locale: string): HTMLTableElement {
    const { historyColumns, history, notReported } = this.#labels;
    const { at, state, serial, checked } = historyColumns;
    return table(
      { caption: history, missing: notReported },
      [{ label: at, isHeader: true }, { label: state }, { label: serial }, { label: checked }],
      entries.map((entry) => [
        momentCell(entry.at, locale),
        h('span', { class: 'said', 'data-tone': entry.tone }, icon(entry.tone), h('span', {}, entry.state)),
        entry.serial === undefined ? undefined : h('code', {}, entry.serial),
        entry.checked && momentCell(entry.checked, locale),
      ]),
    );
  }
}

function figure(history: ZoneHistory, { historyKey: key }: DetailsLabels): HTMLElement {
  const { from, to, stretches } = history;
  const time = ({ time, value }: ZoneHistory['from']) =>
    h('time', { datetime: new Date(time).toISOString() }, value);
  const explained = (sign: Parameters<typeof sample>[0], words: string) => h('li', {}, sample(sign), words);
  return h(
    'figure',
    {},
    chart(history),
    h('div', { class: 'axis' }, time(from), time(to)),
    stretches.length > 0
      ? h(
          'ol',
          { class: 'stretches' },
          ...stretches.map(({ text, tone }) => h('li', { 'data-tone': tone }, text)),
        )
      : undefined,
    h(
      'ul',
      { class: 'key', 'aria-hidden': 'true' },
      explained('step', key.serial),
      explained('step unsure', key.unsure),
      explained('check', key.check),
      explained('trouble', key.trouble),
    ),
  );
}
