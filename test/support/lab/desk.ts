import type { Credential } from '../../../src/cloudflare/authorization.ts';
import { type DnsClock, systemDnsClock } from '../../../src/dns/dnsClock.ts';
import { reachOf } from '../../../src/dns/reach.ts';
import { SoaClient } from '../../../src/dns/soaClient.ts';
import type { Check } from '../../../src/zones/check.ts';
import { Checker, type CheckerOptions } from '../../../src/zones/checker.ts';
import type { Refresher } from '../../../src/zones/refresher.ts';
import { ZoneStore } from '../../../src/zones/store.ts';
import { type Verdict, verdicts } from '../../../src/zones/verdict.ts';
import type { Zone } from '../../../src/zones/zone.ts';
import type { World } from '../api/world.ts';
import { FULL, type Service, startService } from '../service/service.ts';
import { refresherOf } from '../values/refresher.ts';

const ME = 'me';

export interface DeskOptions {
  readonly credential?: Credential;
  /** Questions to primaries are signed with the account's TSIG. */
  readonly signs?: boolean;
  /** Where Cloudflare's name servers are; without it nobody knows. */
  readonly lookUp?: CheckerOptions['lookUp'];
  readonly clock?: DnsClock;
  /** Milliseconds for one try over UDP. */
  readonly udpTimeout?: number;
}

/** What a check found. */
export interface Found {
  readonly zone: Zone;
  readonly check: Check;
  readonly verdicts: readonly Verdict[];
}

/** Everything of the extension but its views, before an API that knows `world`. */
export class Desk implements AsyncDisposable {
  readonly service: Service;
  readonly #store = new ZoneStore();
  readonly #client: SoaClient;
  readonly #refresher: Refresher;
  readonly #checker: Checker;
  readonly #end = new AbortController();
  #passed = 0;

  private constructor(service: Service, options: DeskOptions) {
    const { credential = FULL, signs = false, lookUp = async () => [], clock = systemDnsClock } = options;
    this.service = service;
    this.#client = new SoaClient({ clock, limits: { udpTimeout: options.udpTimeout ?? 10_000 } });
    this.#refresher = refresherOf(this.#store);
    const connection = service.connect(credential);
    this.#refresher.setReaders(new Map([[ME, connection]]));
    this.#checker = new Checker({
      store: this.#store,
      ask: (...question) => this.#client.ask(...question),
      lookUp,
      access: ({ account }) => ({
        signal: this.#end.signal,
        tsig: async (tsigId) => {
          const answer = signs && account ? await connection.getTsig(account.id, tsigId, {}) : undefined;
          return answer?.ok ? answer.value : undefined;
        },
      }),
      reachOf,
      asksPrivate: () => true,
      refreshZone: (zoneId) => this.#refresher.refreshZone(zoneId),
      now: () => Date.now() + this.#passed,
    });
  }

  static async open(world: World, options: DeskOptions = {}): Promise<Desk> {
    return new Desk(await startService(world), options);
  }

  /** Reads all zones anew and checks the one of this name. */
  async check(name: string): Promise<Found> {
    await this.#refresher.refreshAll();
    const { id } = this.#zone(name);
    await this.#checker.checkZone(id);
    const zone = this.#zone(name);
    if (!zone.check) throw new Error(`${name} could not be checked.`);
    return { zone, check: zone.check, verdicts: verdicts(zone, zone.check) };
  }

  /** Lets time pass at the desk. @param milliseconds how much */
  pass(milliseconds: number): void {
    this.#passed += milliseconds;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    this.#checker.dispose();
    this.#refresher.dispose();
    this.#client.dispose();
    this.#store.dispose();
    await this.service[Symbol.asyncDispose]();
  }

  #zone(name: string): Zone {
    const zone = [...this.#store.zones.values()].find((known) => known.name === name);
    if (!zone) throw new Error(`${name} is not listed.`);
    return zone;
  }
}
