/** What is measured, and what is to be reached. */
export interface Goal {
  readonly name: string;
  readonly unit: string;
  /** At most so much is to be reached. */
  readonly limit: number;
}

/** What came of it; `value` is null where it could not be measured, and `note` then says why. */
export interface Measured {
  readonly value: number | null;
  readonly note?: string;
}

export type Figure = Goal & Measured;

/** Figures that are measured together, by name. */
export interface Group {
  readonly title: string;
  readonly goals: readonly Goal[];
  readonly measure: () => Promise<Readonly<Record<string, Measured>>>;
}

/** The figures of a group, whatever goes wrong with it. */
export async function figuresOf({ goals, measure }: Group): Promise<readonly Figure[]> {
  try {
    const measured = await measure();
    return goals.map((goal) => ({ ...goal, ...(measured[goal.name] ?? unmeasured('it was not measured')) }));
  } catch (error) {
    return goals.map((goal) => ({ ...goal, ...unmeasured(messageOf(error)) }));
  }
}

export function unmeasured(why: string): Measured {
  return { value: null, note: why };
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

/** The first line, as far as a table can hold it. */
function messageOf(error: unknown): string {
  const [first = ''] = String(error).split('\n');
  return first.replaceAll('|', '/').slice(0, 200);
}
