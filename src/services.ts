import path from 'node:path';
import * as tls from 'node:tls';
import pLimit, { type LimitFunction } from 'p-limit';
import type * as vscode from 'vscode';
import { systemClock } from './clock.ts';
import { TIME_LIMIT } from './cloudflare/client.ts';
import { Cloudflare } from './cloudflare/cloudflare.ts';
import { NetworkTransport } from './cloudflare/networkTransport.ts';
import { SignOuts } from './credentials/signOuts.ts';
import { Vault } from './credentials/vault.ts';
import type { DnsClient } from './dns/dnsClient.ts';
import { reachOf } from './dns/reach.ts';
import { Lazy } from './lazy.ts';
import { errorMessage, type Logger } from './logger.ts';
import { Sessions } from './sessions.ts';
import { type LiveSettings, readNetworkSettings } from './settings.ts';
import { ZoneStorage } from './storage/zoneStorage.ts';
import { text } from './text/text.ts';
import { Checker } from './zones/checker.ts';
import { Refresher } from './zones/refresher.ts';
import { refreshOrder } from './zones/refreshOrder.ts';
import { zoneState } from './zones/state.ts';
import { ZoneStore } from './zones/store.ts';

/** Milliseconds that changes are gathered before they are written to the extension's storage. */
const WRITE_DELAY = 10_000;

export interface ServicesOptions {
  readonly extension: vscode.ExtensionContext;
  readonly settings: LiveSettings;
  readonly log: Logger;
  /** The zones that the person looks at closely. */
  readonly lookedAt: () => ReadonlySet<string>;
}

/**
 * Everything that works without a view: the store, the requests, the storage and the sessions.
 * Specified in test/extension/secrets.test.ts.
 */
export class Services implements vscode.Disposable {
  readonly store = new ZoneStore();
  readonly cloudflare: Cloudflare;
  readonly storage: ZoneStorage;
  readonly vault: Vault;
  readonly refresher: Refresher;
  readonly sessions: Sessions;
  readonly checker: Checker;
  readonly #settings: LiveSettings;
  readonly #limit: LimitFunction;
  readonly #transport: NetworkTransport;
  readonly #dns = new Lazy<DnsClient>(async () => new (await import('./dns/dnsClient.ts')).DnsClient());

  constructor({ extension, settings, log, lookedAt }: ServicesOptions) {
    const { store } = this;
    const folder = extension.globalStorageUri.fsPath;
    const overdueFactor = (): number => settings.current.overdueFactor;
    const onError = (error: unknown): void =>
      log.warn(text`The extension's storage failed: ${errorMessage(error)}`);
    this.#settings = settings;
    this.#limit = pLimit(settings.current.maxConcurrentRequests);
    this.#transport = new NetworkTransport({
      settings: readNetworkSettings,
      environment: process.env,
      certificates: tls,
      fetch: (...request) => globalThis.fetch(...request),
      log,
      now: () => performance.now(),
    });
    this.cloudflare = new Cloudflare({
      transport: this.#transport,
      limit: this.#limit,
      log,
      userAgent: `${extension.extension.id}/${extension.extension.packageJSON.version}`,
      clock: systemClock,
      random: Math.random,
      timeLimit: TIME_LIMIT,
    });
    this.storage = new ZoneStorage({
      store,
      overdueFactor,
      folder,
      fileName: (id) => this.sessions.fileName(id),
      clock: systemClock,
      delay: WRITE_DELAY,
      onError,
    });
    this.vault = new Vault(
      extension.secrets,
      new SignOuts({ folder: path.join(folder, 'sign-outs'), now: Date.now, onError }),
    );
    this.refresher = new Refresher({
      store,
      now: Date.now,
      concurrency: () => settings.current.maxConcurrentRequests,
      lookedAt,
      order: (zones) =>
        refreshOrder(zones, lookedAt(), (zone) => zoneState(zone, Date.now(), overdueFactor())),
    });
    this.sessions = new Sessions({
      vault: this.vault,
      refresher: this.refresher,
      log,
      baseUrl: () => settings.baseUrl,
      connect: ({ id, baseUrl, credential }, life) =>
        this.cloudflare.connect(baseUrl, credential, life, (until) => store.paused(id, until)),
      storage: this.storage,
    });
    this.checker = new Checker({
      store,
      ask: async (...question) => (await this.#dns.get()).ask(...question),
      lookUp: async (...hosts) => (await this.#dns.get()).lookUp(...hosts),
      access: (zone) => {
        const access = this.sessions.access(zone);
        return access && !settings.current.signChecks ? { ...access, tsig: async () => undefined } : access;
      },
      reachOf,
      asksPrivate: () => settings.current.checkPrivateAddresses,
      refreshZone: (zoneId) => this.refresher.refreshZone(zoneId),
      now: Date.now,
    });
    this.applySettings();
  }

  applySettings(): void {
    const { maxConcurrentRequests, zoneIds } = this.#settings.current;
    this.#limit.concurrency = maxConcurrentRequests;
    this.store.setAdded(zoneIds);
  }

  /** Applies changed network settings. */
  applyNetworkSettings(): void {
    this.#transport.renew();
  }

  /**
   * Reads what was asked longer ago than an age, milliseconds, and by setting asks the primaries of what was read.
   * @param only when given, these zones alone
   */
  async refreshOlder(age: number, only?: ReadonlySet<string>): Promise<void> {
    await this.refresher.refreshOlder(age, only);
    if (this.#settings.current.checkOnRefresh) {
      await this.checker.checkRefreshed();
    }
  }

  dispose(): void {
    this.storage.dispose();
    this.refresher.dispose();
    this.checker.dispose();
    void this.#dns.loading?.then((dns) => dns.dispose()).catch(() => undefined);
    this.store.dispose();
    void this.#transport.close();
  }
}
