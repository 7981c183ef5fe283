import { type Address, readAddress } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type { Span } from '../span.ts';
import type { JsonValue } from './json.ts';

/** A zone as `Get-DnsServerZone` describes it. */
export interface ZoneRecord {
  readonly name: string;
  readonly at: Span;
  readonly members: ReadonlyMap<string, JsonValue>;
}

/**
 * The objects that describe zones, however they are wrapped. Nesting has a limit already.
 * Specified in test/unit/primaries/windows.
 */
export function* zoneRecords(value: JsonValue): Generator<ZoneRecord, void> {
  if (value.kind === 'array') {
    for (const item of value.items) yield* zoneRecords(item);
  } else if (value.kind === 'object') {
    const name = value.members.get('ZoneName');
    if (name?.kind === 'string') {
      yield { name: name.value, at: name.span, members: value.members };
    } else {
      for (const member of value.members.values()) yield* zoneRecords(member);
    }
  }
}

/** A value that the server has a name for, as it is written or by its number, lower case. */
export interface Choice {
  readonly value: string;
  readonly at: Span;
}

/** Reads a choice. PowerShell writes its name or its number; undefined where it is not there or null. */
export function choiceOf({ members }: ZoneRecord, field: string): Choice | undefined {
  const value = unwrapped(members.get(field));
  if (value?.kind === 'string') return { value: value.value.toLowerCase(), at: value.span };
  if (value?.kind === 'unknown') return { value: value.text, at: value.span };
  return value?.kind === 'number' ? { value: String(value.value), at: value.span } : undefined;
}

/** One address of a list, or why it is not understood. */
export type ListedAddress =
  | { readonly address: Address; readonly at: Span; readonly doubt: undefined }
  | { readonly at: Span; readonly doubt: Doubt };

/** A list of addresses. */
export interface AddressList {
  readonly addresses: readonly ListedAddress[];
  readonly at: Span;
}

/** Reads a list of addresses; undefined where the field is not there. An empty list may be written as null. */
export function addressesOf({ members }: ZoneRecord, field: string): AddressList | undefined {
  const value = members.get(field);
  return value && { addresses: [...firstOf(listed(value), value.span)], at: value.span };
}

/** How many addresses of a list are read. */
const MAX_ADDRESSES = 1_000;

/** The first of a list, and that there are more, if there are: answers that they might change are `cannot-tell`. */
function* firstOf(all: Iterable<ListedAddress>, at: Span): Generator<ListedAddress, void> {
  let count = 0;
  for (const one of all) {
    if (count === MAX_ADDRESSES) {
      yield unknown('…', at);
      return;
    }
    yield one;
    count += 1;
  }
}

function* listed(value: JsonValue): Generator<ListedAddress, void> {
  switch (value.kind) {
    case 'array':
      for (const item of value.items) yield* listed(item);
      return;
    case 'object':
      yield* listedObject(value);
      return;
    case 'string':
      yield* words(value.value, value.span);
      return;
    case 'number':
      yield unknown(String(value.value), value.span);
      return;
    case 'unknown':
      yield unknown(value.text, value.span);
      return;
    case 'literal':
      if (value.value !== null) yield unknown(String(value.value), value.span);
  }
}

/** An IPAddress with all its properties, or a list with its length, as PowerShell 5 wraps it. */
function* listedObject({
  members,
  span,
}: Extract<JsonValue, { kind: 'object' }>): Generator<ListedAddress, void> {
  const inner = members.get('IPAddressToString') ?? members.get('value');
  if (inner) yield* listed(inner);
  else if (members.size > 0) yield unknown([...members.keys()].join(' '), span);
}

/** At its limit of depth, PowerShell writes a list as one string with spaces. */
function* words(text: string, { file, start, end }: Span): Generator<ListedAddress, void> {
  const isPlain = text.length === end - start;
  for (const { 0: word, index } of text.matchAll(/[^\s,]+/g)) {
    const at = isPlain
      ? { file, start: start + index, end: start + index + word.length }
      : { file, start, end };
    const address = readAddress(word);
    yield address ? { address, at, doubt: undefined } : unknown(word, at);
  }
}

function unknown(text: string, at: Span): ListedAddress {
  return { at, doubt: { kind: 'syntax', subject: text.slice(0, 100), at } };
}

function unwrapped(value: JsonValue | undefined): JsonValue | undefined {
  if (value?.kind !== 'object') return value;
  return value.members.get('value') ?? value.members.get('Value');
}

/** Whether a field is there and true. */
export function isTrue({ members }: ZoneRecord, field: string): boolean {
  const value = members.get(field);
  return value?.kind === 'literal' && value.value === true;
}
