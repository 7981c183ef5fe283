import type { SoaAnswer } from '../dns/answer.ts';
import type { NameServerHost } from '../dns/nameServerLookup.ts';
import type { ServerAddress } from '../dns/serverAddress.ts';
import type { TsigKey } from '../dns/tsigKey.ts';
import { type Check, type NameServerView, type PrimaryView, serialOf } from './check.ts';
import { peerAddress, serverAt } from './peerAddress.ts';
import { isPeerMissing, type ZoneStore } from './store.ts';
import { standing, verdicts } from './verdict.ts';
import { type Zone, zoneName } from './zone.ts';

export interface CheckerOptions {
  readonly store: ZoneStore;
  /** Asks one server for one zone's SOA record. Never rejects. */
  readonly ask: (
    zone: string,
    server: ServerAddress,
    options: { readonly signal: AbortSignal; readonly tsig?: TsigKey },
  ) => Promise<SoaAnswer>;
  /** Looks up where name servers can be asked. Never rejects. */
  readonly lookUp: (hosts: readonly string[]) => Promise<readonly NameServerHost[]>;
  /** The key of a peer, where questions are to be signed; it is used once and not kept. */
  readonly key: (zone: Zone, tsigId: string, signal: AbortSignal) => Promise<TsigKey | undefined>;
  /** Reads a zone's config again. */
  readonly refreshZone: (zoneId: string) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Asks the primaries of zones, and their name servers at Cloudflare, for their serials. */
export class Checker {
  readonly #options: CheckerOptions;
  readonly #underWay = new Map<string, Promise<void>>();
  #end = new AbortController();

  constructor(options: CheckerOptions) {
    this.#options = options;
  }

  /** Checks one zone. Resolves when all servers have answered or timed out. */
  checkZone(zoneId: string): Promise<void> {
    const underWay =
      this.#underWay.get(zoneId) ?? this.#checkZone(zoneId).finally(() => this.#underWay.delete(zoneId));
    this.#underWay.set(zoneId, underWay);
    return underWay;
  }

  async checkZones(zoneIds: Iterable<string>): Promise<void> {
    await Promise.all(Array.from(zoneIds, (id) => this.checkZone(id)));
  }

  /** Checks the zones that were read since they were checked last. */
  async checkRefreshed(): Promise<void> {
    const refreshed = [...this.#options.store.zones.values()].filter(
      ({ askedAt, check }) => askedAt !== undefined && (check === undefined || check.at < askedAt),
    );
    await this.checkZones(refreshed.map(({ id }) => id));
  }

  dispose(): void {
    this.#end.abort();
  }

  async #checkZone(zoneId: string): Promise<void> {
    const first = await this.#look(zoneId);
    if (first && this.#needsSecondLook(zoneId, first)) {
      // The API and the servers were read at different moments: both are read again before anything is said.
      await this.#options.refreshZone(zoneId);
      await this.#look(zoneId);
    }
  }

  #needsSecondLook(zoneId: string, check: Check): boolean {
    const zone = this.#options.store.zones.get(zoneId);
    return (
      zone !== undefined &&
      (standing(zone, check) !== 'in-step' ||
        verdicts(zone, check).some(({ kind }) => kind === 'name-server-older'))
    );
  }

  async #look(zoneId: string): Promise<Check | undefined> {
    const { store, now } = this.#options;
    const zone = store.zones.get(zoneId);
    if (!zone?.incoming) {
      return undefined;
    }
    const [primaries, nameServers] = await Promise.all([
      Promise.all((zone.incoming.peers ?? []).map((tag) => this.#askPrimary(zone, tag))),
      this.#askNameServers(zone),
    ]);
    if (this.#end.signal.aborted) {
      return undefined;
    }
    const check = { at: now(), held: zone.incoming.soaSerial, primaries, nameServers };
    store.checked(zoneId, check);
    return check;
  }

  async #askPrimary(zone: Zone, tag: string): Promise<PrimaryView> {
    const { store, ask, key } = this.#options;
    const peer = store.peer(tag);
    const view = {
      tag,
      name: peer?.name ?? tag,
      at: peer ? peerAddress(peer) : '',
      answer: undefined,
      signed: false,
    };
    if (!peer?.ip || !peer.port) {
      return {
        ...view,
        notAsked: peer ? (peer.ip ? 'port-zero' : 'no-address') : this.#whyUnknown(zone),
        since: undefined,
      };
    }
    const { signal } = this.#end;
    const tsig = peer.tsigId === undefined ? undefined : await key(zone, peer.tsigId, signal);
    const server = { address: peer.ip, port: peer.port };
    const answer = await ask(zoneName(zone), server, { signal, ...(tsig ? { tsig } : {}) });
    return {
      ...view,
      answer,
      notAsked: undefined,
      signed: tsig !== undefined,
      since: this.#since(zone, tag, answer),
    };
  }

  #whyUnknown({ account }: Zone): 'gone' | 'unknown' {
    const known = account && this.#options.store.accountPeers(account.id);
    return isPeerMissing(undefined, known) ? 'gone' : 'unknown';
  }

  /** Since when a primary has its serial: as long as earlier checks saw the same one. */
  #since(zone: Zone, tag: string, answer: SoaAnswer): number | undefined {
    const serial = serialOf(answer);
    const before = this.#options.store.zones
      .get(zone.id)
      ?.check?.primaries.find((primary) => primary.tag === tag);
    if (serial === undefined) {
      return undefined;
    }
    return serialOf(before?.answer) === serial ? before?.since : this.#options.now();
  }

  async #askNameServers(zone: Zone): Promise<readonly NameServerView[]> {
    const { ask, lookUp } = this.#options;
    const hosts = await lookUp(zone.nameServers);
    const { signal } = this.#end;
    return Promise.all(
      hosts.flatMap(({ host, servers: [server] }) =>
        server
          ? [
              ask(zoneName(zone), server, { signal }).then((answer) => ({
                name: host,
                at: serverAt(server),
                answer,
              })),
            ]
          : [],
      ),
    );
  }
}
