import path from 'node:path';
import pLimit from 'p-limit';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { TIME_LIMIT } from '../../../src/cloudflare/client.ts';
import { Cloudflare } from '../../../src/cloudflare/cloudflare.ts';
import { NetworkTransport } from '../../../src/cloudflare/networkTransport.ts';
import { type Identity, tokenIdentity } from '../../../src/credentials/identity.ts';
import { SignOuts } from '../../../src/credentials/signOuts.ts';
import { Vault } from '../../../src/credentials/vault.ts';
import { reachOf } from '../../../src/dns/reach.ts';
import { SoaClient } from '../../../src/dns/soaClient.ts';
import { Sessions } from '../../../src/sessions.ts';
import { ZoneStorage } from '../../../src/storage/zoneStorage.ts';
import { Checker, type CheckerOptions } from '../../../src/zones/checker.ts';
import { ZoneStore } from '../../../src/zones/store.ts';
import type { Tenant } from '../api/tenants.ts';
import { makeTemporaryFolder } from '../host/temporaryFolder.ts';
import { networkOptions } from '../net/networkOptions.ts';
import { factsOf } from '../values/identities.ts';
import { MemorySecrets } from '../values/memorySecrets.ts';
import { refresherOf } from '../values/refresher.ts';
import { silent } from '../values/silent.ts';

export interface SignedInOptions {
  /** The base URL of the API. */
  readonly url: string;
  /** Where Cloudflare's name servers are. */
  readonly lookUp: CheckerOptions['lookUp'];
  /** By which requests wait before they are tried again. */
  readonly clock: Clock;
}

/**
 * The services of the extension, wired as in src/services.ts, with all settings on: each refresh checks the primaries,
 * the private ones too, and signs where it can.
 */
export class SignedIn implements AsyncDisposable {
  readonly store = new ZoneStore();
  readonly #folder = makeTemporaryFolder();
  readonly #url: string;
  readonly #lives = new Map<string, AbortSignal>();
  readonly #vault = new Vault(
    new MemorySecrets(),
    new SignOuts({ folder: path.join(this.#folder.path, 'sign-outs'), now: Date.now, onError }),
  );
  readonly #transport = new NetworkTransport(networkOptions({ log: silent }));
  readonly #cloudflare: Cloudflare;
  readonly #storage = new ZoneStorage({
    store: this.store,
    overdueFactor: () => 2,
    folder: this.#folder.path,
    fileName: (id) => this.#sessions.fileName(id),
    clock: systemClock,
    delay: 10_000,
    onError,
  });
  readonly #refresher = refresherOf(this.store);
  readonly #sessions: Sessions = new Sessions({
    vault: this.#vault,
    refresher: this.#refresher,
    log: silent,
    baseUrl: () => this.#url,
    connect: ({ id, baseUrl, credential }, life) => {
      this.#lives.set(id, life);
      return this.#cloudflare.connect(baseUrl, credential, life, (until) => this.store.paused(id, until));
    },
    storage: this.#storage,
  });
  readonly #dns = new SoaClient();
  readonly #checker: Checker;
  readonly #listener = this.#vault.onDidChange(() => void this.#sessions.sync());

  private constructor({ url, lookUp, clock }: SignedInOptions) {
    this.#url = url;
    this.#cloudflare = new Cloudflare({
      transport: this.#transport,
      limit: pLimit(8),
      log: silent,
      userAgent: 'test',
      clock,
      random: Math.random,
      timeLimit: TIME_LIMIT,
    });
    this.#checker = new Checker({
      store: this.store,
      ask: (...question) => this.#dns.ask(...question),
      lookUp,
      access: (zone) => this.#sessions.access(zone),
      reachOf,
      asksPrivate: () => true,
      refreshZone: (zoneId) => this.#refresher.refreshZone(zoneId),
      now: Date.now,
    });
  }

  static async start(tenants: readonly Tenant[], options: SignedInOptions): Promise<SignedIn> {
    const signedIn = new SignedIn(options);
    for (const tenant of tenants) {
      await signedIn.#vault.keep(signedIn.#identity(tenant));
    }
    await signedIn.#sessions.sync();
    return signedIn;
  }

  /** Reads all, and checks what was read. */
  async refresh(): Promise<void> {
    await this.#refresher.refreshOlder(0);
    await this.#checker.checkRefreshed();
  }

  async signOut(tenant: Tenant): Promise<void> {
    await this.#vault.remove(this.#identity(tenant).id);
    await this.#sessions.sync();
  }

  /** Aborts when the sign-in of a tenant ends. */
  life(tenant: Tenant): AbortSignal {
    const life = this.#lives.get(this.#identity(tenant).id);
    if (!life) throw new Error(`${tenant.name} was never signed in.`);
    return life;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.dispose();
    await this.#sessions.sync();
    this.#storage.dispose();
    await this.#storage.flush();
    this.#refresher.dispose();
    this.#checker.dispose();
    this.#dns.dispose();
    this.store.dispose();
    await this.#transport.close();
    this.#folder.remove();
  }

  #identity({ token, tokenId, name }: Tenant): Identity {
    return tokenIdentity(token, tokenId, factsOf(this.#url, 0, name));
  }
}

function onError(error: unknown): void {
  throw error;
}
