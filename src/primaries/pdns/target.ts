import { type Address, readAddress } from '../addressRange.ts';
import type { Span } from '../span.ts';
import { readLooseAddress } from './netmask.ts';
import type { Word } from './settingsFile.ts';

/** An address that NOTIFY is sent to. */
export interface TargetAddress {
  readonly address: Address;
  readonly port: number;
  /** The address alone. */
  readonly span: Span;
  /** The same with another address. */
  with(address: string): string;
}

const DNS = 53;

/**
 * Reads a target: an address, `192.0.2.1:5300` or `[2001:db8::1]:5300`; undefined where it is not understood.
 * Specified in test/unit/primaries/pdns.
 */
export function readTarget({ text, span }: Word): TargetAddress | undefined {
  const bracketed = /^\[([^[\]]*)\](?::(\d{1,5}))?$/.exec(text);
  const dotted = bracketed ?? /^([\d.xa-fA-F]+):(\d{1,5})$/.exec(text);
  const isWithPort =
    dotted?.[1] !== undefined && (bracketed !== null || readLooseAddress(dotted[1]) !== undefined);
  const literal = isWithPort ? (dotted[1] ?? '') : text;
  const address = bracketed ? readAddress(literal) : readLooseAddress(literal);
  if (address === undefined || (bracketed && address.family === 4)) return undefined;
  const port = isWithPort ? Number(dotted[2] ?? 0) : 0;
  if (port > 65_535) return undefined;
  const start = span.start + (bracketed ? 1 : 0);
  return {
    address,
    // The server takes 0 as none.
    port: port === 0 ? DNS : port,
    span: { ...span, start, end: start + literal.length },
    with: (other) => withPort(other, port),
  };
}

function withPort(address: string, port: number): string {
  if (port === 0) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Whether NOTIFY to a target arrives at an address where DNS servers listen. */
export function reaches({ address, port }: TargetAddress, { family, value }: Address): boolean {
  return port === DNS && address.family === family && address.value === value;
}
