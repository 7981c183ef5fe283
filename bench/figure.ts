/** One measured figure; `value` is undefined where it could not be measured, and `note` then says why. */
export interface Figure {
  readonly name: string;
  readonly value: number | undefined;
  readonly unit: string;
  /** At most so much is to be reached. */
  readonly limit: number;
  readonly note?: string;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

/** The least and the most of some values, to be told beside their median. */
export function range(values: readonly number[]): string {
  return `${round(Math.min(...values))} to ${round(Math.max(...values))}`;
}

/** Three significant digits. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
