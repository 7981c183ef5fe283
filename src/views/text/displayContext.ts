/** When, in which language and by which settings things are told. */
export interface DisplayContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** How many refresh intervals may pass without a check before a zone is overdue. */
  readonly overdueFactor: number;
}
