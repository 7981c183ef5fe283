/** A place in a file: UTF-16 code units from its start, `end` excluded. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}
