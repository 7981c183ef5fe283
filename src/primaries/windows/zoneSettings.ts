import { type Address, singleRange } from '../addressRange.ts';
import type { Doubt } from '../doubt.ts';
import type {
  ConfiguredZone,
  Decision,
  Mention,
  NotifyDecision,
  NotifyPolicy,
  TransferPolicy,
} from '../evaluation.ts';
import type { Span } from '../span.ts';
import {
  type AddressList,
  addressesOf,
  type Choice,
  choiceOf,
  isTrue,
  type ZoneRecord,
} from './zoneRecord.ts';

/** The names and the numbers (MS-DNSP 2.2.5.1) of who may transfer a zone. */
const TRANSFERS: ReadonlyMap<string, 'anyone' | 'name-servers' | 'listed' | 'no-one'> = new Map([
  ['transferanyserver', 'anyone'],
  ['transfertoanyserver', 'anyone'],
  ['0', 'anyone'],
  ['transfertozonenameserver', 'name-servers'],
  ['1', 'name-servers'],
  ['transfertosecureservers', 'listed'],
  ['2', 'listed'],
  ['notransfer', 'no-one'],
  ['3', 'no-one'],
]);

/** Whom the server notifies. With 1 it notifies those on the list beside the name servers. */
const NOTIFIES: ReadonlyMap<string, 'no-one' | 'listed'> = new Map([
  ['nonotify', 'no-one'],
  ['0', 'no-one'],
  ['notify', 'listed'],
  ['1', 'listed'],
  ['notifyservers', 'listed'],
  ['2', 'listed'],
]);

const PRIMARY: ReadonlySet<string> = new Set(['primary', '1']);
const OTHER_TYPES: ReadonlySet<string> = new Set([
  'secondary',
  'stub',
  'forwarder',
  'cache',
  '2',
  '3',
  '4',
  '5',
]);

/**
 * The zone of a record; undefined where it is no primary zone of an operator's; or why that cannot be told.
 * Specified in test/unit/primaries/windows.
 */
export function zoneOf(record: ZoneRecord): ConfiguredZone | Doubt | undefined {
  const type = choiceOf(record, 'ZoneType');
  if (isTrue(record, 'IsAutoCreated') || (type && OTHER_TYPES.has(type.value))) return undefined;
  // Primary zones alone have the field.
  const isPrimary = type ? PRIMARY.has(type.value) : choiceOf(record, 'SecureSecondaries') !== undefined;
  if (!isPrimary) return type ? notUnderstood(type) : missing(record);
  const name = record.name.toLowerCase().replace(/(?<=.)\.$/, '');
  return { name, view: undefined, at: record.at, transfer: transferOf(record), notify: notifyOf(record) };
}

/** The addresses that a record names. They stand in output, where nothing can be changed. */
export function mentionsOf(record: ZoneRecord): readonly Mention[] {
  const fields = [
    ['SecondaryServers', 'transfer'],
    ['NotifyServers', 'notify'],
  ] as const;
  return fields.flatMap(([field, role]) =>
    (addressesOf(record, field)?.addresses ?? []).flatMap((one) =>
      one.doubt
        ? []
        : [{ range: singleRange(one.address), role, span: one.at, element: one.at, beside: undefined }],
    ),
  );
}

/** A field that was not saved: the command that shows it. */
function missing({ name }: ZoneRecord): Doubt {
  return { kind: 'database', subject: `Get-DnsServerZone -Name '${name}' | ConvertTo-Json`, at: undefined };
}

function notUnderstood({ value, at }: Choice): Doubt {
  return { kind: 'syntax', subject: value.slice(0, 100), at };
}

/** There is no TSIG: a signed request is no better than another, and never allowed by its key. */
function transferOf(record: ZoneRecord): TransferPolicy {
  const choice = choiceOf(record, 'SecureSecondaries');
  const who = choice && TRANSFERS.get(choice.value);
  if (who === 'listed') return listedTransfer(record, addressesOf(record, 'SecondaryServers'));
  const at = choice?.at;
  const decision = who === undefined || who === 'name-servers' ? doubted(record, choice) : settled(who, at);
  return { edges: [], keys: [], decide: () => decision, at, addition: undefined };
}

function settled(who: 'anyone' | 'no-one', at: Span | undefined): Decision {
  return { kind: who === 'anyone' ? 'allow' : 'refuse', at };
}

function doubted(record: ZoneRecord, choice: Choice | undefined): Decision {
  if (choice === undefined) return { kind: 'cannot-tell', at: undefined, doubt: missing(record) };
  const isNameServers = TRANSFERS.get(choice.value) === 'name-servers';
  const doubt: Doubt = isNameServers
    ? { kind: 'name-servers', subject: 'TransferToZoneNameServer', at: choice.at }
    : notUnderstood(choice);
  return { kind: 'cannot-tell', at: choice.at, doubt };
}

function listedTransfer(record: ZoneRecord, list: AddressList | undefined): TransferPolicy {
  const decide = ({ address }: { readonly address: Address }): Decision => {
    const { found, doubt } = lookUp(record, list, address);
    if (found) return { kind: 'allow', at: found };
    return doubt ? { kind: 'cannot-tell', at: doubt.at, doubt } : { kind: 'refuse', at: list?.at };
  };
  const edges = (list?.addresses ?? []).flatMap((one) => (one.doubt ? [] : [singleRange(one.address)]));
  return { edges, keys: [], decide, at: list?.at, addition: undefined };
}

function notifyOf(record: ZoneRecord): NotifyPolicy {
  const choice = choiceOf(record, 'Notify');
  const list = addressesOf(record, 'NotifyServers');
  const who = choice && NOTIFIES.get(choice.value);
  const decide = (target: Address): NotifyDecision => {
    if (who === 'no-one') return { kind: 'does-not-send' };
    if (who === undefined) {
      return { kind: 'cannot-tell', doubt: choice ? notUnderstood(choice) : missing(record) };
    }
    const { found, doubt } = lookUp(record, list, target);
    if (found) return { kind: 'sends' };
    return doubt ? { kind: 'cannot-tell', doubt } : { kind: 'does-not-send' };
  };
  return {
    decide,
    at: list?.at ?? choice?.at,
    off: who === 'no-one' ? choice?.at : undefined,
    addition: undefined,
  };
}

/** Where an address stands in a list, and why it may stand there all the same. */
function lookUp(
  record: ZoneRecord,
  list: AddressList | undefined,
  { family, value }: Address,
): { readonly found: Span | undefined; readonly doubt: Doubt | undefined } {
  if (list === undefined) return { found: undefined, doubt: missing(record) };
  const found = list.addresses.find(
    (one) => !one.doubt && one.address.family === family && one.address.value === value,
  );
  return { found: found?.at, doubt: list.addresses.find(({ doubt }) => doubt)?.doubt };
}
