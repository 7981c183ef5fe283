/** A place in a file: UTF-16 code units from its start, `end` excluded. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** The line of an offset, the first being 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}
