import { MAX_TIME } from '../clock.ts';
import type { Observation } from '../zones/observation.ts';
import { fileNumberOf, stateOfFileNumber } from '../zones/state.ts';

/** What was seen of a zone, oldest first, packed into numbers: three for an observation. */
export type History = readonly number[];

/** The most observations that are kept of a zone. */
export const MAX_OBSERVATIONS = 48;

/** Time, time of the last check (NONE without one), serial and state together. */
const WIDTH = 3;
const NONE = -1;

/** Room for more states. */
const MAX_STATES = 64;

const MAX_SERIAL = 0xffff_ffff;

/**
 * Takes an observation over where it differs from the last one, and forgets the oldest past the limit. Of a
 * run of observations that differ in nothing but the checks the first and the last are kept. Those that claim
 * to be later than the new one were made by a clock that went wrong: they go.
 * @returns the history itself when there is nothing new
 */
export function appendObservation(history: History, next: Observation): History {
  const known = observations(history);
  const before = known.filter(({ at }) => at <= next.at);
  const [secondLast, last] = before.length > 1 ? before.slice(-2) : [undefined, before[0]];
  if (before.length === known.length && last && isSame(last, next)) {
    return history;
  }
  const isRun = secondLast && last && isAlike(secondLast, last) && isAlike(last, next);
  return pack([...(isRun ? before.slice(0, -1) : before), next].slice(-MAX_OBSERVATIONS));
}

/** What was seen, oldest first. */
export function observations(history: History): readonly Observation[] {
  const all: Observation[] = [];
  for (let index = 0; index + WIDTH <= history.length; index += WIDTH) {
    const [at = 0, checkedAt = NONE, rest = 0] = history.slice(index, index + WIDTH);
    const serial = Math.floor(rest / MAX_STATES) + NONE;
    all.push({
      at,
      checkedAt: checkedAt === NONE ? undefined : checkedAt,
      serial: serial === NONE ? undefined : serial,
      state: stateOfFileNumber(rest % MAX_STATES) ?? 'error',
    });
  }
  return all;
}

/** Takes numbers of a file for a history; undefined when they are none. */
export function readHistory(numbers: readonly number[]): History | undefined {
  const isHistory =
    numbers.length % WIDTH === 0 &&
    numbers.length <= MAX_OBSERVATIONS * WIDTH &&
    numbers.every((number, index) => (index % WIDTH === 2 ? isSerialAndState(number) : isTime(number)));
  return isHistory ? numbers.slice() : undefined;
}

function isTime(number: number): boolean {
  return Math.abs(number) <= MAX_TIME;
}

function isSerialAndState(number: number): boolean {
  return (
    Number.isInteger(number) &&
    number >= 0 &&
    number < (MAX_SERIAL - NONE + 1) * MAX_STATES &&
    stateOfFileNumber(number % MAX_STATES) !== undefined
  );
}

function isAlike(one: Observation, other: Observation): boolean {
  return one.serial === other.serial && one.state === other.state;
}

function isSame(one: Observation, other: Observation): boolean {
  return isAlike(one, other) && one.checkedAt === other.checkedAt;
}

/** The copy takes no more room than its numbers need. */
function pack(all: readonly Observation[]): History {
  const numbers: number[] = [];
  for (const { at, checkedAt = NONE, serial = NONE, state } of all) {
    numbers.push(at, checkedAt, (serial - NONE) * MAX_STATES + fileNumberOf(state));
  }
  return numbers.slice();
}
