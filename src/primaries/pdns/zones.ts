import type { Doubt } from '../doubt.ts';
import type { Addition, ConfiguredZone, NotifyPolicy, TransferPolicy } from '../evaluation.ts';
import { doubtAbout } from '../placeholder.ts';
import { additionToTargets } from './edits.ts';
import { keyOf, unsaved, unsavedZone, type ZoneMetadata, zoneNameOf } from './metadata.ts';
import {
  joined,
  notifyPolicy,
  type Sender,
  senderOf,
  type Targets,
  targetsOf,
  targetsOfMetadata,
} from './notify.ts';
import type { Server } from './server.ts';
import { policyOfMetadata, policyOfSettings, policyOfUnsaved } from './transfer.ts';
import type { ZoneStatement, ZonesFile } from './zonesFile.ts';

/** How a zone's type counts: the server tells of a native one only where its statement names whom to tell. */
type ZoneKind = 'primary' | 'native';

/** Other types of zones, which are no primary zones. */
const OTHER_TYPES: ReadonlySet<string> = new Set(['slave', 'secondary', 'hint', 'forward', 'stub', 'mirror']);

/** The zones of a server. Those with nothing of their own share their policies. */
export class Zones {
  readonly #server: Server;
  readonly #sender: Sender;
  readonly #plain: TransferPolicy;
  readonly #notifies = new Map<ZoneKind, NotifyPolicy>();

  constructor(server: Server) {
    this.#server = server;
    this.#sender = senderOf(server.notify);
    this.#plain = policyOfSettings(server.transfer);
  }

  /** The zone of a statement, undefined where it is no primary zone, or why that cannot be told. */
  ofStatement(statement: ZoneStatement, file: ZonesFile): ConfiguredZone | Doubt | undefined {
    const kind = this.#kindOf(statement);
    if (typeof kind !== 'string') return kind;
    const { text, span } = statement.name;
    const name = doubtAbout(text, span);
    if (name.kind === 'placeholder' || text === '') return name;
    const zone = zoneNameOf(text);
    const metadata = this.#server.backends.hasMetadata ? this.#server.metadata.get(keyOf(text)) : undefined;
    return {
      ...zone,
      at: span,
      transfer: this.#transferOf(zone.name, metadata),
      notify: this.#notifyOf(kind, zone.name, { statement, file, metadata }),
    };
  }

  /** A zone of which only saved metadata tell. */
  ofMetadata(metadata: ZoneMetadata): ConfiguredZone {
    const { name, view, at } = metadata;
    const { notify, notifyAddition } = this.#server;
    const targets = joined([targetsOfMetadata(metadata.of('ALSO-NOTIFY')), notify.targets]);
    // Its type is in the database, and a native zone is not told of.
    const sender = { ...this.#sender, doubt: this.#sender.doubt ?? unsavedZone(name, undefined) };
    return {
      name,
      view,
      at,
      transfer: policyOfMetadata(this.#server.transfer, metadata, this.#server.keys),
      notify: notifyPolicy(sender, targets, notifyAddition),
    };
  }

  #kindOf({ type, hasFile }: ZoneStatement): ZoneKind | Doubt | undefined {
    if (!hasFile || (type && OTHER_TYPES.has(type.text))) return undefined;
    if (type === undefined || type.text === 'native') return 'native';
    if (type.text === 'master') return 'primary';
    if (type.text !== 'primary') return doubtAbout(type.text, type.span);
    return isBefore(this.#server.version, 4, 9) ? undefined : 'primary';
  }

  #transferOf(name: string, metadata: ZoneMetadata | undefined): TransferPolicy {
    const { transfer, backends, keys } = this.#server;
    if (metadata) return policyOfMetadata(transfer, metadata, keys);
    return backends.hasMetadata ? policyOfUnsaved(transfer, backends.doubt ?? unsaved(name)) : this.#plain;
  }

  #notifyOf(kind: ZoneKind, name: string, { file, statement, metadata }: Known): NotifyPolicy {
    const { backends } = this.#server;
    const own = statement.alsoNotify;
    if (own === undefined && !backends.hasMetadata) return this.#sharedNotify(kind);
    const line = metadata ? metadata.of('ALSO-NOTIFY') : (backends.doubt ?? unsaved(name));
    const targets = [
      ...(own ? [targetsOf(own.targets, own.at)] : []),
      ...(backends.hasMetadata ? [targetsOfMetadata(line)] : []),
    ];
    const isTold = kind === 'primary' || (own !== undefined && own.targets.length > 0);
    return this.#notify(isTold, targets, own && additionToTargets(own, file));
  }

  #sharedNotify(kind: ZoneKind): NotifyPolicy {
    const known = this.#notifies.get(kind);
    if (known) return known;
    const made = this.#notify(kind === 'primary', [], undefined);
    this.#notifies.set(kind, made);
    return made;
  }

  #notify(isTold: boolean, own: readonly Targets[], nearest: Addition | undefined): NotifyPolicy {
    const { notify, notifyAddition } = this.#server;
    const targets = joined([...own, notify.targets]);
    const sender = isTold ? this.#sender : { ...this.#sender, isOn: false, doubt: undefined };
    const addition = (sender.isOn ? nearest : undefined) ?? notifyAddition;
    return notifyPolicy(sender, targets, isTold ? addition : undefined);
  }
}

/** What is known of a zone that is stated in a file. */
interface Known {
  readonly statement: ZoneStatement;
  readonly file: ZonesFile;
  readonly metadata: ZoneMetadata | undefined;
}

function isBefore(version: string | undefined, major: number, minor: number): boolean {
  const [isMajor, isMinor] = (version ?? '').split('.').map(Number);
  if (isMajor === undefined || isMinor === undefined || Number.isNaN(isMajor + isMinor)) return false;
  return isMajor < major || (isMajor === major && isMinor < minor);
}
