/** A signal that never aborts. */
export const FOREVER: AbortSignal = new AbortController().signal;
