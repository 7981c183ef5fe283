/** How a question is asked. */
export interface RequestOptions {
  /** Gives the question up. */
  readonly signal: AbortSignal;
  /** The person waits for it: it goes before what runs by itself. */
  readonly urgent?: boolean;
}
