/** A signal that nobody aborts. */
export const FOREVER: AbortSignal = new AbortController().signal;
