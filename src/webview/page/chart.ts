import type { HistoryEntry, Stretch, ZoneHistory } from '../protocol.ts';
import { h, s } from './dom.ts';

/** Pixels from the top: the numbers of the stretches, the steps of the serial, the checks. */
const NUMBERS = 13;
const HIGHEST = 30;
const LOWEST = 142;
const CHECKS = { top: 160, bottom: 172 } as const;
const HEIGHT = 180;
/** Pixels between two serials that can be read one above the other. */
const LINE = 15;
/** Percent of the width between two numbers that can be told apart. */
const APART = 4;

/** Maps milliseconds since the epoch to percents of the plot's width. */
type Across = (time: number) => number;

/**
 * The story as a drawing: the serial in steps and the checks as ticks against time, times of trouble hatched and
 * numbered. It fits any width: across it is measured in percents, so no text is stretched.
 * Specified in test/ui/details.page.test.ts.
 */
export function chart(history: ZoneHistory): HTMLElement {
  const { from, to, levels, entries, stretches, summary } = history;
  const across: Across = (time) => (100 * (time - from.time)) / (to.time - from.time);
  const up = (level: number) =>
    levels.length > 1 ? LOWEST - (level * (LOWEST - HIGHEST)) / (levels.length - 1) : (LOWEST + HIGHEST) / 2;
  return h(
    'div',
    { class: 'chart', role: 'img', 'aria-label': summary },
    s('svg', { class: 'levels', height: `${HEIGHT}` }, ...levelLabels(levels, up)),
    s(
      'svg',
      { class: 'plot', height: `${HEIGHT}` },
      s('defs', {}, hatch('warning'), hatch('bad')),
      ...stretches.flatMap((stretch) => stretchArea(stretch, across)),
      ...stretchNumbers(stretches, across),
      s('line', { class: 'base', x1: '0', x2: '100%', y1: `${CHECKS.bottom}`, y2: `${CHECKS.bottom}` }),
      ...checkTicks(history, across),
      ...entries.flatMap((entry, index) => steps(entry, entries[index + 1], history, across, up)),
    ),
  );
}

/** A sample of a sign, for the key. */
export function sample(sign: 'step' | 'step unsure' | 'check' | 'trouble'): SVGSVGElement {
  const drawn =
    sign === 'trouble'
      ? s('rect', { width: '100%', height: '100%', fill: 'url(#hatch-warning)' })
      : sign === 'check'
        ? s('line', { class: sign, x1: '50%', x2: '50%', y1: '1', y2: '11' })
        : s('line', { class: sign, x1: '0', x2: '100%', y1: '6', y2: '6' });
  return s('svg', { class: 'sample', width: '24', height: '12', 'aria-hidden': 'true' }, drawn);
}

/** Shown by its lines and not by its colour: crossed ones are the worse. */
function hatch(tone: Stretch['tone']): SVGPatternElement {
  return s(
    'pattern',
    {
      id: `hatch-${tone}`,
      'data-tone': tone,
      width: '7',
      height: '7',
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    },
    s('path', { class: 'hatch', d: tone === 'bad' ? 'M0 0V7M0 0H7' : 'M0 0V7' }),
  );
}

/** The newest serial is always named, of the others as many as there is room for. */
function levelLabels(levels: readonly string[], up: (level: number) => number): readonly SVGElement[] {
  const between = levels.length > 1 ? (LOWEST - HIGHEST) / (levels.length - 1) : LINE;
  const every = Math.ceil(LINE / between);
  return levels.flatMap((serial, level) =>
    (levels.length - 1 - level) % every === 0
      ? [s('text', { x: '0', y: `${up(level)}`, 'dominant-baseline': 'central' }, serial)]
      : [],
  );
}

function stretchArea({ from, to, tone }: Stretch, across: Across): readonly SVGElement[] {
  const edge = (time: number) =>
    s('line', {
      class: 'edge',
      'data-tone': tone,
      x1: `${across(time)}%`,
      x2: `${across(time)}%`,
      y1: `${NUMBERS + 5}`,
      y2: `${CHECKS.bottom}`,
    });
  return [
    s('rect', {
      x: `${across(from)}%`,
      width: `${across(to) - across(from)}%`,
      y: `${NUMBERS + 5}`,
      height: `${CHECKS.bottom - NUMBERS - 5}`,
      fill: `url(#hatch-${tone})`,
    }),
    edge(from),
    edge(to),
  ];
}

/** The list below the chart tells what the numbers stand for. */
function stretchNumbers(stretches: readonly Stretch[], across: Across): readonly SVGElement[] {
  let last = Number.NEGATIVE_INFINITY;
  return stretches.flatMap(({ from, to }, index) => {
    const middle = across((from + to) / 2);
    if (middle - last < APART) {
      return [];
    }
    last = middle;
    return [
      s(
        'text',
        { class: 'number', x: `${middle}%`, y: `${NUMBERS}`, 'text-anchor': 'middle' },
        `${index + 1}`,
      ),
    ];
  });
}

function checkTicks({ entries, from, to }: ZoneHistory, across: Across): readonly SVGElement[] {
  const times = new Set(entries.flatMap(({ checked }) => (checked ? [checked.time] : [])));
  return [...times]
    .filter((time) => time >= from.time && time <= to.time)
    .map((time) =>
      s('line', {
        class: 'check',
        x1: `${across(time)}%`,
        x2: `${across(time)}%`,
        y1: `${CHECKS.top}`,
        y2: `${CHECKS.bottom}`,
      }),
    );
}

/** From one observation to the next: along, and up or down where the serial moved meanwhile. */
function steps(
  { at, level }: HistoryEntry,
  next: HistoryEntry | undefined,
  { to }: ZoneHistory,
  across: Across,
  up: (level: number) => number,
): readonly SVGElement[] {
  if (level === undefined) {
    return [];
  }
  const end = across((next?.at ?? to).time);
  const moved = next !== undefined && next.level !== level;
  const along = s('line', {
    class: moved ? 'step unsure' : 'step',
    x1: `${across(at.time)}%`,
    x2: `${end}%`,
    y1: `${up(level)}`,
    y2: `${up(level)}`,
  });
  return moved && next.level !== undefined
    ? [
        along,
        s('line', {
          class: 'step',
          x1: `${end}%`,
          x2: `${end}%`,
          y1: `${up(level)}`,
          y2: `${up(next.level)}`,
        }),
      ]
    : [along];
}
