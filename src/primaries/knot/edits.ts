import { knownAddress } from '../cloudflareAddresses.ts';
import type { Addition, Mention } from '../evaluation.ts';
import type { Span } from '../span.ts';
import type { Addresses, Literal } from './definitions.ts';
import { DNS_PORT } from './settingValues.ts';
import type { Item, Line } from './statements.ts';

/** The addresses of an acl or a remote, as they are shown and changed. */
export function mentionsOf({ literals, values }: Addresses, role: Mention['role']): readonly Mention[] {
  const staying = stayingIn(literals);
  return literals
    .filter(({ range }) => range.first <= range.last)
    .map((literal) => ({
      range: literal.range,
      role,
      span: literal.addressAt,
      element: elementOf(literal, values, staying.get(literal.item) ?? 0),
      beside: isWritable(literal, role) ? beside(literal) : undefined,
    }));
}

/** The place of the first value of each item that will stay when those go that end or have ended. */
function stayingIn(literals: readonly Literal[]): ReadonlyMap<Item, number> {
  const stale = new Map<Item, Set<number>>();
  for (const { item, index, range } of literals) {
    const standing = knownAddress(range)?.standing;
    const places = stale.get(item) ?? new Set();
    if (standing === 'old' || standing === 'dead') places.add(index);
    stale.set(item, places);
  }
  return new Map(
    [...stale].map(([item, places]) => [
      item,
      Math.max(
        item.values.findIndex((_, at) => !places.has(at)),
        0,
      ),
    ]),
  );
}

/** A remote has no prefixes, which transfer sources may be. */
function isWritable({ port }: Literal, role: Mention['role']): boolean {
  return role === 'notify' || port === undefined;
}

/** What is deleted with an address. The last one alone goes without its line: an acl without addresses is for all. */
function elementOf(
  { file: { file, text }, item, index, value }: Literal,
  values: number,
  staying: number,
): Span {
  if (values === 1) return { file, start: value.outerStart, end: value.outerEnd };
  if (item.values.length === 1) {
    return { file, start: item.line.start - breakBefore(text, item.line).length, end: item.line.end };
  }
  // A comma goes with the value that is farther from one that will stay.
  return {
    file,
    start: index > staying ? (item.values[index - 1]?.outerEnd ?? value.outerStart) : value.outerStart,
    end: index < staying ? (item.values[index + 1]?.outerStart ?? value.outerEnd) : value.outerEnd,
  };
}

/** Adds addresses in the same list, or each on a line of its own where this one has one. */
export function beside({ file: { file, text }, item, value, addressAt, port }: Literal): Addition {
  const open = text.slice(value.outerStart, value.start);
  const close = text.slice(port === DNS_PORT ? addressAt.end : value.end, value.outerEnd);
  const around = item.isList
    ? { offset: value.outerEnd, before: separatorOf(text, item) }
    : {
        offset: item.line.end,
        before: breakNear(text, item.line) + text.slice(item.line.start, value.outerStart),
      };
  return {
    file,
    offset: around.offset,
    render: (prefixes) => prefixes.map((prefix) => around.before + open + prefix + close).join(''),
  };
}

function separatorOf(text: string, { values: [first, second] }: Item): string {
  return first && second ? text.slice(first.outerEnd, second.outerStart) : ', ';
}

function breakBefore(text: string, { start }: Line): string {
  return text.slice(start - 2, start) === '\r\n' ? '\r\n' : text.slice(Math.max(0, start - 1), start);
}

/** The line break that the file has around a line. */
function breakNear(text: string, line: Line): string {
  const after = text.startsWith('\r\n', line.end) ? '\r\n' : text.slice(line.end, line.end + 1);
  return after || breakBefore(text, line) || '\n';
}
