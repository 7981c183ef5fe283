/** How a request is sent. */
export interface RequestOptions {
  /** Aborts the request. */
  readonly signal?: AbortSignal;
  /** A person waits for it: it is sent before background requests. */
  readonly urgent?: boolean;
}
