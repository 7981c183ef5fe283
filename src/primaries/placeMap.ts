import type { Span } from './span.ts';

/**
 * Values by the place where something begins. Numbers as keys: a large configuration has tens of thousands.
 * Specified in test/unit/primaries.
 */
export class PlaceMap<T> {
  readonly #files = new Map<string, Map<number, T>>();

  get({ file, start }: Span): T | undefined {
    return this.#files.get(file)?.get(start);
  }

  has({ file, start }: Span): boolean {
    return this.#files.get(file)?.has(start) === true;
  }

  set({ file, start }: Span, value: T): void {
    let starts = this.#files.get(file);
    if (starts === undefined) {
      starts = new Map();
      this.#files.set(file, starts);
    }
    starts.set(start, value);
  }
}

/** Spans that begin at different places, the first of each. */
export function distinctPlaces(spans: Iterable<Span>): readonly Span[] {
  const seen = new PlaceMap<true>();
  const distinct: Span[] = [];
  for (const span of spans) {
    if (!seen.has(span)) {
      seen.set(span, true);
      distinct.push(span);
    }
  }
  return distinct;
}

export function isSamePlace(a: Span, b: Span): boolean {
  return a.start === b.start && a.file === b.file;
}
