import type { Addition } from '../evaluation.ts';
import type { Span } from '../span.ts';
import type { Clause, Literal } from './clause.ts';
import { restOfLine } from './lexis.ts';
import type { NsdFile, Statement } from './statements.ts';

/** What is deleted with a statement: its line, with its comment, where it stands alone on it. */
export function elementOf({ file, text }: NsdFile, { start, end, lineStart, isFirst }: Statement): Span {
  const rest = restOfLine(text, end);
  if (!isFirst) return { file, start: blankStart(text, start), end };
  if (!rest.isEnd) return { file, start, end: rest.at };
  return lineStart === 0
    ? { file, start: 0, end: rest.at + lineBreakAt(text, rest.at).length }
    : { file, start: lineStart - lineBreakBefore(text, lineStart).length, end: rest.at };
}

/** Adds addresses in statements like this one: the same key, port and quotes. */
export function besideClause({ file, statement }: Clause, { at, port, end }: Literal): Addition {
  const head = file.text.slice(statement.start, at.start);
  // NOTIFY that goes to another port does not reach Cloudflare.
  const tail = file.text.slice(statement.name === 'notify' && port !== 53 ? end : at.end, statement.end);
  return additionAfter(file, statement, (prefix) => head + prefix + tail);
}

/** Adds a statement for each address, without a key, after another statement. */
export function unsignedAfter(file: NsdFile, statement: Statement, name: 'provide-xfr' | 'notify'): Addition {
  return additionAfter(file, statement, (prefix) => `${name}: ${prefix} NOKEY`);
}

function additionAfter(
  { file, text }: NsdFile,
  { start, end, lineStart, isFirst }: Statement,
  render: (prefix: string) => string,
): Addition {
  const rest = restOfLine(text, end);
  const hasLine = isFirst && rest.isEnd;
  const before = hasLine ? lineBreakNear(text, lineStart, rest.at) + text.slice(lineStart, start) : ' ';
  return {
    file,
    offset: hasLine ? rest.at : end,
    render: (prefixes) => prefixes.map((prefix) => before + render(prefix)).join(''),
  };
}

function blankStart(text: string, from: number): number {
  let at = from;
  while (text[at - 1] === ' ' || text[at - 1] === '\t') at -= 1;
  return at;
}

function lineBreakAt(text: string, at: number): string {
  if (text.startsWith('\r\n', at)) return '\r\n';
  return text.slice(at, at + 1);
}

function lineBreakBefore(text: string, lineStart: number): string {
  return text.slice(lineStart - 2, lineStart) === '\r\n' ? '\r\n' : text.slice(lineStart - 1, lineStart);
}

/** The line break that the file has around a line. */
function lineBreakNear(text: string, lineStart: number, lineEnd: number): string {
  return lineBreakAt(text, lineEnd) || (lineStart > 0 ? lineBreakBefore(text, lineStart) : '\n');
}
