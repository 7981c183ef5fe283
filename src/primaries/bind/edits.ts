import type { AddressRange } from '../addressRange.ts';
import type { Addition, Mention } from '../evaluation.ts';
import type { Span } from '../span.ts';
import { type BindFile, Block, Statement } from './statements.ts';

/** Spaces before a place in its line, and whether nothing else stands there. */
interface Margin {
  readonly start: number;
  readonly isWholeLine: boolean;
  /** The line's end before it, where it is the first in its line. */
  readonly newline: string;
  readonly indent: string;
}

/** Looks at what stands before a place, back to `from` and no further. */
function marginBefore(text: string, at: number, from: number): Margin {
  let start = at;
  while (start > from && isBlank(text.charCodeAt(start - 1))) start -= 1;
  const indent = text.slice(start, at);
  if (start === from || text.charCodeAt(start - 1) !== 10)
    return { start, isWholeLine: false, newline: '', indent };
  const newline = text.charCodeAt(start - 2) === 13 && start - 2 >= from ? '\r\n' : '\n';
  return { start: start - newline.length, isWholeLine: true, newline, indent };
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** The rest of a line when nothing stands in it but a comment; undefined where something else does. */
function endOfLine(text: string, at: number): number | undefined {
  REST.lastIndex = at;
  return REST.test(text) ? REST.lastIndex : undefined;
}

const REST = /[ \t]*(?:(?:#|\/\/)[^\r\n]*)?(?=\r?\n|$)/y;

/**
 * An address in a list, with what an editor needs to remove it or to add others beside it. A configuration has
 * thousands, and most are never looked at: where one stands is found out when it is asked.
 */
export class WrittenMention implements Mention {
  readonly range: AddressRange;
  readonly role: Mention['role'];
  readonly #source: BindFile;
  /** The first token of its element, and that of its list. */
  readonly #first: number;
  readonly #open: number;

  constructor({ source, first }: Statement, { open }: Block, range: AddressRange, role: Mention['role']) {
    this.range = range;
    this.role = role;
    this.#source = source;
    this.#first = first;
    this.#open = open;
  }

  get #statement(): Statement {
    return new Statement(this.#source, this.#first);
  }

  get span(): Span {
    const { tape, file, text } = this.#source;
    const isSigned = text[tape.start(this.#first)] === '!';
    const first = isSigned ? this.#first + 1 : this.#first;
    const last = this.role === 'notify' ? first : this.#statement.last - 1;
    return { file, start: tape.start(first), end: tape.end(last) };
  }

  get element(): Span {
    const { source, start, end } = this.#statement;
    const margin = this.#margin;
    const rest = endOfLine(source.text, end);
    if (!margin.isWholeLine) return { file: source.file, start: margin.start, end };
    return { file: source.file, start: rest === undefined ? start : margin.start, end: rest ?? end };
  }

  get beside(): Addition | undefined {
    const { source, start, end, isSound } = this.#statement;
    if (!isSound) return undefined;
    const { text, file } = source;
    const { span } = this;
    const before = text.slice(start, span.start);
    const after = text.slice(span.end, end);
    const rest = endOfLine(text, end);
    const { isWholeLine, newline, indent } = this.#margin;
    const isOwnLine = isWholeLine && rest !== undefined;
    const space = isOwnLine ? newline + indent : isWholeLine ? ' ' : indent;
    return {
      file,
      offset: isOwnLine ? rest : end,
      render: (prefixes) => prefixes.map((prefix) => space + before + prefix + after).join(''),
    };
  }

  get #margin(): Margin {
    const { source, start } = this.#statement;
    return marginBefore(source.text, start, new Block(source, this.#open).start + 1);
  }
}

/**
 * How to write addresses at the beginning of a list, where no element can take them away.
 * @param after what follows an address, such as a port
 */
export function additionToList({ source, block }: Statement, after = ''): Addition | undefined {
  if (!block?.isClosed) return undefined;
  const first = block.first;
  const from = block.start + 1;
  const { isWholeLine, newline, indent } = marginBefore(source.text, first?.start ?? block.end - 1, from);
  const space = first && isWholeLine ? newline + indent : first && !isWholeLine ? indent : ' ';
  const isEmpty = first === undefined && block.end - 1 === from;
  return {
    file: source.file,
    offset: from,
    render: (prefixes) =>
      prefixes.map((prefix) => `${space}${prefix}${after};`).join('') +
      (isEmpty && prefixes.length > 0 ? ' ' : ''),
  };
}

/** How to write a statement with a list of addresses at the end of a block, such as a zone's. */
export function additionOfStatement(owner: Statement, keyword: string, after = ''): Addition | undefined {
  const { source, block } = owner;
  const last = block?.last;
  if (!block?.isClosed || !last?.isSound || last.source !== source) return undefined;
  const { isWholeLine, newline, indent } = marginBefore(source.text, last.start, block.start + 1);
  const rest = endOfLine(source.text, last.end);
  const isOwnLine = isWholeLine && rest !== undefined;
  return {
    file: source.file,
    offset: isOwnLine ? rest : last.end,
    render: (prefixes) => {
      const list = prefixes.map((prefix) => `${prefix}${after};`).join(' ');
      return prefixes.length === 0 ? '' : `${isOwnLine ? newline + indent : ' '}${keyword} { ${list} };`;
    },
  };
}
