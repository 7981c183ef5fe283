import type { Peer } from '../cloudflare/peers.ts';
import type { SoaAnswer } from '../dns/answer.ts';
import type { NameServerHost } from '../dns/nameServerLookup.ts';
import type { Reach } from '../dns/reach.ts';
import type { ServerAddress } from '../dns/serverAddress.ts';
import type { TsigKey } from '../dns/tsigKey.ts';
import { EitherSignal } from '../eitherSignal.ts';
import type { Id } from '../text/id.ts';
import { cleanText, text } from '../text/text.ts';
import { type Check, type NameServerView, type NotAsked, type PrimaryView, serialOf } from './check.ts';
import { peerAddress, serverAt } from './peerAddress.ts';
import { isPeerMissing, type ZoneStore } from './store.ts';
import { standing, verdicts } from './verdict.ts';
import { type Zone, zoneName } from './zone.ts';

/** What may be asked of a zone in the name of who may read it, as long as that sign-in lasts. */
export interface ZoneAccess {
  /** Aborts when the sign-in ends: nothing more is asked. */
  readonly signal: AbortSignal;
  /** Fetches a TSIG of the zone's account; undefined where that fails. */
  readonly tsig: (tsigId: Id) => Promise<TsigKey | undefined>;
}

export interface CheckerOptions {
  readonly store: ZoneStore;
  /** Asks one server for one zone's SOA record. Never rejects. */
  readonly ask: (
    zone: string,
    server: ServerAddress,
    options: { readonly signal: AbortSignal; readonly tsig?: TsigKey },
  ) => Promise<SoaAnswer>;
  /** Looks up where name servers can be asked. Never rejects. */
  readonly lookUp: (hosts: readonly string[], signal: AbortSignal) => Promise<readonly NameServerHost[]>;
  /** What may be asked of a zone now; undefined without an identity that may read it. */
  readonly access: (zone: Zone) => ZoneAccess | undefined;
  /** Who can reach an address. */
  readonly reachOf: (address: string) => Reach;
  /** Whether addresses are asked that only this machine or its network can reach. */
  readonly asksPrivate: () => boolean;
  /** Reads a zone's config again. */
  readonly refreshZone: (zoneId: string) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The most peers of a zone that are asked, and the most of its name servers. */
const MAX_PEERS = 30;
const MAX_NAME_SERVERS = 12;

/** Asks the primaries of zones, and their name servers at Cloudflare, for their serials. */
export class Checker {
  readonly #options: CheckerOptions;
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #end = new AbortController();
  readonly #endsWithThis = new EitherSignal(this.#end.signal);

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
    const granted = zone && this.#options.access(zone);
    if (!zone?.incoming || !granted) {
      return undefined;
    }
    const access = { ...granted, signal: this.#endsWithThis.or(granted.signal) };
    const [primaries, nameServers] = await Promise.all([
      Promise.all(
        (zone.incoming.peers ?? []).map((tag, index) =>
          this.#askPrimary(zone, tag, index < MAX_PEERS ? access : undefined),
        ),
      ),
      this.#askNameServers(zone, access),
    ]);
    if (access.signal.aborted) {
      return undefined;
    }
    const check = { at: now(), held: zone.incoming.soaSerial, primaries, nameServers };
    store.checked(zoneId, check);
    return check;
  }

  /** @param access undefined for a peer beyond those that are asked */
  async #askPrimary(zone: Zone, tag: Id, access: ZoneAccess | undefined): Promise<PrimaryView> {
    const { store, ask } = this.#options;
    const peer = store.peerOf(zone, tag);
    const view = {
      tag,
      name: peer?.name ?? tag,
      at: peer ? peerAddress(peer) : text``,
      answer: undefined,
      signed: false,
    };
    const notAsked = access ? this.#whyNot(zone, peer) : 'too-many';
    if (!access || notAsked || !peer?.ip || !peer.port) {
      return { ...view, notAsked, since: undefined };
    }
    const { signal } = access;
    const tsig = peer.tsigId === undefined ? undefined : await access.tsig(peer.tsigId);
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

  /** Why a peer is not asked; undefined for one that is. */
  #whyNot({ account }: Zone, peer: Peer | undefined): NotAsked | undefined {
    if (!peer) {
      const known = account && this.#options.store.accountPeers(account.id);
      return isPeerMissing(undefined, known) ? 'gone' : 'unknown';
    }
    if (!peer.ip) {
      return 'no-address';
    }
    return peer.port ? this.#whyNotAt(peer.ip) : 'port-zero';
  }

  #whyNotAt(address: string): 'private-address' | 'unusable-address' | undefined {
    const { reachOf, asksPrivate } = this.#options;
    switch (reachOf(address)) {
      case 'public':
        return undefined;
      case 'private':
        return asksPrivate() ? undefined : 'private-address';
      case 'none':
        return 'unusable-address';
    }
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

  async #askNameServers(zone: Zone, { signal }: ZoneAccess): Promise<readonly NameServerView[]> {
    const { ask, lookUp } = this.#options;
    const hosts = await lookUp(zone.nameServers.slice(0, MAX_NAME_SERVERS), signal);
    return Promise.all(
      hosts.flatMap(({ host, servers }) => {
        const server = servers.find(({ address }) => this.#whyNotAt(address) === undefined);
        return server
          ? [
              ask(zoneName(zone), server, { signal }).then((answer) => ({
                name: cleanText(host),
                at: serverAt(server),
                answer,
              })),
            ]
          : [];
      }),
    );
  }
}
