/** Work that can pause between its steps, so that an editor is not held up by a large file. */
export type Steps<T> = Generator<void, T>;

/** Does the work without a pause. */
export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

export interface Slicing {
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** Lets others have their turn. */
  readonly pause: () => Promise<void>;
}

/** Milliseconds that work may go on before others have their turn. */
const SLICE = 10;

/** So many steps go between two looks at the clock: most are shorter than such a look. */
const STEPS = 4;

/** Does the work in slices of a few milliseconds. @throws the signal's reason once it is aborted */
export async function runInSlices<T>(
  steps: Steps<T>,
  { now, pause }: Slicing,
  signal?: AbortSignal,
): Promise<T> {
  let end = now() + SLICE;
  for (let count = 1; ; count += 1) {
    const { done, value } = steps.next();
    if (done) return value;
    if (count % STEPS === 0 && now() >= end) {
      await pause();
      signal?.throwIfAborted();
      end = now() + SLICE;
    }
  }
}
