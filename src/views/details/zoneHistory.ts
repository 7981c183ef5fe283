import { serialDistance } from '../../dns/serial.ts';
import * as l10n from '../../text/l10n.ts';
import { joined } from '../../text/text.ts';
import type { HistoryEntry, Stretch, Timestamp, ZoneHistory } from '../../webview/protocol.ts';
import type { Observation } from '../../zones/observation.ts';
import { needsAttention, type ZoneState } from '../../zones/state.ts';
import { stateText, stateTone } from '../text/stateText.ts';
import { absoluteTime } from '../text/time.ts';

/**
 * The story of a zone in words and levels; undefined while there is none.
 * @param seen what was seen, oldest first
 * @param askedAt when the last answer came, which may have told nothing new; milliseconds since the epoch
 */
export function zoneHistory(
  seen: readonly Observation[],
  askedAt: number | undefined,
  locale: string,
): ZoneHistory | undefined {
  const [first] = seen;
  const last = seen.at(-1);
  if (!first || !last) {
    return undefined;
  }
  const heights = unwrapped(seen);
  const ladder = [...new Set(heights.filter((height) => height !== undefined))].sort((a, b) => a - b);
  const moment = (time: number): Timestamp => ({ time, value: absoluteTime(time, locale) });
  const to = Math.max(last.at, askedAt ?? last.at);
  const troubled = stretches(seen, to, locale);
  return {
    from: moment(first.at),
    to: moment(to),
    levels: ladder.map((height) => String(seen[heights.indexOf(height)]?.serial)),
    entries: seen.map((observation, index): HistoryEntry => {
      const height = heights[index];
      return {
        at: moment(observation.at),
        checked: observation.checkedAt === undefined ? undefined : moment(observation.checkedAt),
        serial: observation.serial?.toString(),
        level: height === undefined ? undefined : ladder.indexOf(height),
        state: stateText(observation.state),
        tone: stateTone(observation.state),
      };
    }),
    stretches: troubled,
    summary: summary(heights, troubled),
  };
}

/**
 * Serials as numbers that can be put in order: each is as far from the one before as RFC 1982 says, so that one
 * that wraps around goes on upwards. Undefined where there is no copy.
 */
function unwrapped(seen: readonly Observation[]): readonly (number | undefined)[] {
  let before: { readonly serial: number; readonly height: number } | undefined;
  return seen.map(({ serial }) => {
    if (!serial) {
      return undefined;
    }
    const height = before ? before.height + (serialDistance(before.serial, serial) ?? 0x8000_0000) : serial;
    before = { serial, height };
    return height;
  });
}

/** The times in which a zone needed attention, each from the first such observation to the next good one. */
function stretches(seen: readonly Observation[], end: number, locale: string): readonly Stretch[] {
  const runs: { from: number; to: number; readonly states: Set<ZoneState> }[] = [];
  seen.forEach(({ at, state }, index) => {
    const to = seen[index + 1]?.at ?? end;
    const run = runs.at(-1);
    if (!needsAttention(state)) {
      return;
    }
    if (run?.to === at) {
      run.to = to;
      run.states.add(state);
    } else {
      runs.push({ from: at, to, states: new Set([state]) });
    }
  });
  const last = seen.at(-1);
  const goesOn = last !== undefined && needsAttention(last.state);
  return runs.map(({ from, to, states }, index) => {
    const words = joined([...states].map(stateText), ', ');
    const start = absoluteTime(from, locale);
    return {
      from,
      to,
      text:
        goesOn && index === runs.length - 1
          ? l10n.t('{0} since {1}', words, start)
          : l10n.t('{0} from {1} to {2}', words, start, absoluteTime(to, locale)),
      tone: [...states].some((state) => stateTone(state) === 'bad') ? 'bad' : 'warning',
    };
  });
}

function summary(heights: readonly (number | undefined)[], troubled: readonly Stretch[]): string {
  const held = heights.filter((height) => height !== undefined);
  const moves = held.filter((height, index) => index > 0 && height !== held[index - 1]).length;
  return l10n.t(
    'Serial and checks over time. Moves of the serial: {0}. Times of trouble: {1}.',
    moves,
    troubled.length,
  );
}
