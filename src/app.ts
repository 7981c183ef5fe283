import path from 'node:path';
import * as tls from 'node:tls';
import * as l10n from '@vscode/l10n';
import pLimit, { type LimitFunction } from 'p-limit';
import * as vscode from 'vscode';
import { systemClock } from './clock.ts';
import { TIME_LIMIT } from './cloudflare/client.ts';
import { Cloudflare } from './cloudflare/cloudflare.ts';
import { NetworkTransport } from './cloudflare/networkTransport.ts';
import type { Tsig } from './cloudflare/tsigs.ts';
import type { CommandServices } from './commands/handlers.ts';
import type { CommandId, Handlers } from './commands/ids.ts';
import { Walkthrough } from './commands/walkthrough.ts';
import { environmentCredential } from './credentials/environment.ts';
import type { Identity } from './credentials/identity.ts';
import { SignOuts } from './credentials/signOuts.ts';
import { Vault } from './credentials/vault.ts';
import type { PrimaryEditor } from './editor/primaryEditor.ts';
import { Lazy } from './lazy.ts';
import { lazyDns } from './lazyDns.ts';
import { NETWORK_SECTION, readNetworkSettings } from './networkSettings.ts';
import { Sessions } from './sessions.ts';
import { readSettings, SECTION, type Settings } from './settings.ts';
import { showAlarm } from './views/alarmNotice.ts';
import { Context } from './views/contextKeys.ts';
import { LazyPanels } from './views/details/lazyPanels.ts';
import type { DetailsActions, DetailsPanels } from './views/details/panel.ts';
import { ZONES_VIEW } from './views/ids.ts';
import type { PeersNode } from './views/peers/nodes.ts';
import type { PeersTree } from './views/peers/peersTree.ts';
import { PeersView } from './views/peers/peersView.ts';
import { StatusBar } from './views/statusBar.ts';
import type { TreeNode } from './views/tree/nodes.ts';
import type { Moment } from './views/tree/rows.ts';
import type { ZonesTree } from './views/tree/zonesTree.ts';
import { ZonesView } from './views/tree/zonesView.ts';
import { type Alarm, Alarms } from './zones/alarms.ts';
import { Checker } from './zones/checker.ts';
import { Memory } from './zones/memory.ts';
import { isOutage } from './zones/outage.ts';
import { Refresher } from './zones/refresher.ts';
import { Schedule } from './zones/schedule.ts';
import { type StoreChange, ZoneStore } from './zones/store.ts';
import { urgency } from './zones/urgency.ts';
import { unreadZone, type Zone, zoneName } from './zones/zone.ts';

/** Milliseconds between looks at what time alone changes. */
const TICK = 30_000;

/** Milliseconds that changes are gathered before they are written to the extension's storage. */
const WRITE_DELAY = 10_000;

/** The views as VS Code made them. */
export interface Views {
  readonly zones: vscode.TreeView<TreeNode>;
  readonly peers: vscode.TreeView<PeersNode>;
}

/** Builds everything and wires it, API → store → views. Whatever it makes is disposed of with it. */
export class App implements vscode.Disposable {
  readonly #log = vscode.window.createOutputChannel('Secondary DNS', { log: true });
  readonly #walkthrough: Walkthrough;
  readonly #context: Context;
  readonly #store = new ZoneStore();
  readonly #transport: NetworkTransport;
  readonly #limit: LimitFunction;
  readonly #vault: Vault;
  readonly #sessions: Sessions;
  readonly #refresher: Refresher;
  readonly #checker: Checker;
  readonly #view: ZonesView;
  readonly #peers: PeersView;
  readonly #panels: LazyPanels;
  readonly #memory: Memory;
  readonly #alarms: Alarms;
  readonly #statusBar = new StatusBar();
  readonly #primaryEditor: Lazy<PrimaryEditor>;
  readonly #schedule: Schedule;
  readonly #disposables: vscode.Disposable[];
  readonly #handlers: () => Promise<Handlers>;
  /** Fulfilled once it is known who is signed in. */
  readonly #started: Promise<void>;
  #settings: Settings = readSettings();

  private constructor(extension: vscode.ExtensionContext, views: Views) {
    this.#walkthrough = new Walkthrough(extension);
    this.#context = new Context(this.#walkthrough.follow);
    this.#limit = pLimit(this.#settings.maxConcurrentRequests);
    this.#transport = new NetworkTransport({
      settings: readNetworkSettings,
      environment: process.env,
      certificates: tls,
      fetch: (...request) => globalThis.fetch(...request),
      log: this.#log,
      now: () => performance.now(),
    });
    const cloudflare = this.#cloudflare(extension);
    this.#refresher = new Refresher({
      store: this.#store,
      now,
      concurrency: () => this.#settings.maxConcurrentRequests,
      lookedAt: () => this.#lookedAt(),
      order: (zones) => urgency(zones, this.#lookedAt(), (zone) => this.#view.tree.stateOf(zone)),
    });
    this.#memory = new Memory({
      store: this.#store,
      overdueFactor: () => this.#settings.overdueFactor,
      folder: extension.globalStorageUri.fsPath,
      clock: systemClock,
      delay: WRITE_DELAY,
      onError: this.#storageFailed,
    });
    this.#alarms = new Alarms({
      store: this.#store,
      clock: systemClock,
      overdueFactor: () => this.#settings.overdueFactor,
      quietTime: () => this.#settings.quietTime,
      tell: (alarms) => this.#tell(alarms),
    });
    const signOuts = new SignOuts({
      folder: path.join(extension.globalStorageUri.fsPath, 'sign-outs'),
      now,
      onError: this.#storageFailed,
    });
    this.#vault = new Vault(extension.secrets, signOuts);
    this.#sessions = new Sessions({
      vault: this.#vault,
      refresher: this.#refresher,
      log: this.#log,
      baseUrl: this.#baseUrl,
      connect: ({ id, baseUrl, credential }) =>
        cloudflare.connect(baseUrl, credential, (until) => this.#store.paused(id, until)),
      recall: (ids, changed) => this.#memory.recall(ids, changed),
    });
    const dns = lazyDns();
    this.#checker = new Checker({
      store: this.#store,
      ask: dns.ask,
      lookUp: dns.lookUp,
      key: (zone, tsigId, signal) => this.#tsig(zone, tsigId, signal),
      refreshZone: (zoneId) => this.#refresher.refreshZone(zoneId),
      now,
    });
    this.#view = new ZonesView({
      view: views.zones,
      store: this.#store,
      context: this.#context,
      moment,
      overdueFactor: () => this.#settings.overdueFactor,
      identityLabel: (id) => this.#sessions.label(id),
      arrangement: { order: 'state', states: undefined },
      settingIsWrong: () => this.#baseUrl() === undefined,
    });
    this.#peers = new PeersView(views.peers, async () => {
      const { PeersTree } = await import('./views/peers/peersTree.ts');
      const stateOf = (zone: Zone) => this.#view.tree.stateOf(zone);
      return new PeersTree({ store: this.#store, moment, stateOf });
    });
    this.#panels = new LazyPanels(() => this.#detailsPanels(extension.extensionUri));
    this.#schedule = new Schedule({
      clock: systemClock,
      random: Math.random,
      interval: () => this.#settings.refreshInterval,
      refreshOlder: (age) =>
        this.#view.busy(
          this.#refresher.refreshOlder(age, this.#watched()).then(() => this.#checkRefreshed()),
        ),
      isOutage: () => isOutage(this.#store.listings.values()),
    });
    this.#primaryEditor = new Lazy(() => this.#loadPrimaryEditor());
    this.#handlers = this.#loadedHandlers(cloudflare);
    const clock = setInterval(() => this.#tick(), TICK);
    this.#disposables = [
      { dispose: () => clearInterval(clock) },
      ...this.#listeners(),
      this.#schedule,
      this.#panels,
      this.#peers,
      this.#view,
      this.#alarms,
      this.#memory,
      this.#statusBar,
      { dispose: () => this.#primaryEditor.loaded?.dispose() },
      this.#refresher,
      this.#checker,
      dns,
      this.#store,
      { dispose: () => this.#transport.close() },
      this.#log,
    ];
    this.#started = this.#start();
  }

  /** Builds the app of an extension, which ends with it. */
  static start(extension: vscode.ExtensionContext, views: Views): App {
    l10n.config({ contents: vscode.l10n.bundle ?? {} });
    const app = new App(extension, views);
    extension.subscriptions.push(app);
    return app;
  }

  /** Draws the view of the zones. */
  get zonesTree(): ZonesTree {
    return this.#view.tree;
  }

  /** Draws the view of the peers. */
  peersTree(): Promise<PeersTree> {
    return this.#peers.tree();
  }

  /** Runs a command, once it is known who is signed in. The log can be seen in any case. */
  async run(command: CommandId, argument: unknown): Promise<void> {
    if (command !== 'secondaryDns.showLog') {
      await this.#started;
    }
    await (await this.#handlers())[command](argument);
    this.#walkthrough.ran(command);
  }

  /** Checks the primary configurations that are open, and from now on all that are opened. */
  async readConfigurations(): Promise<void> {
    if (this.#settings.checkConfigurations) {
      await this.#primaryEditor.get();
    }
  }

  /** Brings a details page back after a reload of the window. */
  restorePanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    return this.#panels.restore(panel, state);
  }

  /** Reads who is signed in, and their zones where somebody looks. */
  async #start(): Promise<void> {
    this.#context.set('secondaryDns.environmentCredential', environmentCredential(process.env) !== undefined);
    this.#store.setAdded(this.#settings.zoneIds);
    await this.#syncSessions();
    this.#view.started();
    this.#panels.update();
    this.#look();
  }

  /** Writes what is not written yet. */
  flush(): Promise<void> {
    return this.#memory.flush();
  }

  dispose(): void {
    for (const disposable of this.#disposables) {
      disposable.dispose();
    }
  }

  async #detailsPanels(extensionUri: vscode.Uri): Promise<DetailsPanels> {
    const [{ DetailsPanels }, { detailsModel }] = await Promise.all([
      import('./views/details/panel.ts'),
      import('./views/details/model.ts'),
    ]);
    const model = (zoneId: string) => {
      const known = this.#store.zones.get(zoneId);
      const zone = known ?? (this.#isLookingForZones() ? sought(zoneId) : undefined);
      return (
        zone &&
        detailsModel({
          zone,
          peer: (tag) => this.#store.peer(tag),
          accountPeers: zone.account && this.#store.accountPeers(zone.account.id),
          history: this.#memory.storyOf(zone),
          statement: this.#store.statement(zone),
          overdueFactor: this.#settings.overdueFactor,
          ...moment(),
        })
      );
    };
    return new DetailsPanels({ extensionUri, model, actions: pageActions });
  }

  /** Whether a zone that is not known may still turn up. */
  #isLookingForZones(): boolean {
    const listings = [...this.#store.listings.values()];
    return (
      !this.#view.isStarted || listings.some(({ status }) => status === 'unread' || status === 'loading')
    );
  }

  readonly #storageFailed = (error: unknown): void => {
    this.#log.warn(`The extension's storage failed: ${messageOf(error)}`);
  };

  async #loadPrimaryEditor(): Promise<PrimaryEditor> {
    const { PrimaryEditor } = await import('./editor/primaryEditor.ts');
    return new PrimaryEditor({
      telling: moment,
      version: () => this.#settings.primaryVersion,
      isEnabled: () => this.#settings.checkConfigurations,
      secondaries: () => this.#zoneNames(),
      stated: (statements) => this.#store.stated(statements),
      onError: this.#configurationFailed,
    });
  }

  readonly #configurationFailed = (error: unknown): void => {
    this.#log.warn(`A primary's configuration could not be checked: ${messageOf(error)}`);
  };

  /** The zones that Cloudflare is known to serve as secondary, by name in lower case. */
  #zoneNames(): ReadonlySet<string> {
    return new Set([...this.#store.zones.values()].map((zone) => zoneName(zone).toLowerCase()));
  }

  readonly #baseUrl = (): string | undefined =>
    'url' in this.#settings.baseUrl ? this.#settings.baseUrl.url : undefined;

  #cloudflare({ extension }: vscode.ExtensionContext): Cloudflare {
    return new Cloudflare({
      transport: this.#transport,
      limit: this.#limit,
      log: this.#log,
      userAgent: `${extension.id}/${extension.packageJSON.version}`,
      clock: systemClock,
      random: Math.random,
      timeLimit: TIME_LIMIT,
    });
  }

  #loadedHandlers(cloudflare: Cloudflare): () => Promise<Handlers> {
    const services: CommandServices = {
      store: this.#store,
      view: this.#view,
      refresher: this.#refresher,
      checker: this.#checker,
      peers: this.#peers,
      sessions: this.#sessions,
      vault: this.#vault,
      syncSessions: () => this.#syncSessions(),
      signIn: {
        checks: cloudflare,
        baseUrl: this.#baseUrl,
        now,
        environment: () => environmentCredential(process.env),
        keep: (identity) => this.#keep(identity),
      },
      activeZone: () => this.#panels.active,
      baseUrl: this.#baseUrl,
      now,
      showDetails: (zoneId) => this.#panels.show(zoneId),
      showLog: () => this.#log.show(),
      checkFolder: async (folder) => (await this.#primaryEditor.get()).checkFolder(folder),
      keys: {
        statement: (zone) => this.#store.statement(zone),
        key: (statement) => this.#primaryEditor.loaded?.configuredKey(statement),
        peer: (tag) => this.#store.peer(tag),
        tsig: (zone, tsigId) => this.#fetchTsig(zone, tsigId),
      },
      refreshAll: () => this.#alarms.byHand('all', this.#refreshAll()),
      byHand: (zoneIds, work) => this.#alarms.byHand(zoneIds, work),
    };
    let loading: Promise<Handlers> | undefined;
    return () => {
      loading ??= import('./commands/handlers.ts').then(({ handlers }) => handlers(services));
      return loading;
    };
  }

  #listeners(): readonly vscode.Disposable[] {
    return [
      this.#vault.onDidChange(() => void this.#syncSessions()),
      // Not every host tells this window what another one did to the secrets.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) {
          void this.#syncSessions();
        }
      }),
      this.#view.tree.onDidChangeTreeData(() => this.#updateStatusBar()),
      this.#view.onDidChangeVisibility(() => this.#look()),
      this.#peers.onDidChangeVisibility(() => this.#look()),
      this.#view.onDidChangeSelection(() => this.#refresher.reorder()),
      this.#panels.onDidChangeActive(() => this.#look()),
      { dispose: this.#store.onDidChange((change) => this.#follow(change)) },
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SECTION)) {
          this.#applySettings();
        }
        if (change.affectsConfiguration(NETWORK_SECTION)) {
          this.#transport.renew();
        }
      }),
    ];
  }

  /** Draws anew what time alone has changed. */
  #tick(): void {
    this.#view.tick();
    this.#peers.tick();
    this.#panels.update();
  }

  #follow(change: StoreChange): void {
    this.#panels.update(change.kind === 'zone' ? change.id : undefined);
    if (change.kind === 'listing') {
      this.#primaryEditor.loaded?.zonesChanged();
    }
  }

  #updateStatusBar(): void {
    this.#statusBar.update(this.#settings.statusBar ? this.#view.tree.census() : undefined);
  }

  #tell(alarms: readonly Alarm[]): void {
    const told = alarms.flatMap(({ zoneId, state }) => {
      const zone = this.#store.zones.get(zoneId);
      return zone ? [{ id: zoneId, name: zoneName(zone), state }] : [];
    });
    if (this.#settings.notifications && told.length > 0) {
      void showAlarm(told, {
        showDetails: (zoneId) => this.#panels.show(zoneId),
        showZones: () => vscode.commands.executeCommand(`${ZONES_VIEW}.focus`),
      });
    }
  }

  #applySettings(): void {
    this.#settings = readSettings();
    this.#limit.concurrency = this.#settings.maxConcurrentRequests;
    this.#store.setAdded(this.#settings.zoneIds);
    this.#view.tree.redraw();
    this.#peers.redraw();
    this.#panels.update();
    this.#primaryEditor.loaded?.applySettings();
    this.#schedule.dispose();
    this.#look();
    void this.#syncSessions();
  }

  async #keep(identity: Identity): Promise<void> {
    await this.#vault.keep(identity);
    await this.#syncSessions();
  }

  /** Notices who came or went, here or in another window, and reads their zones where somebody looks. */
  async #syncSessions(): Promise<void> {
    try {
      if (await this.#sessions.sync()) {
        this.#schedule.dispose();
        this.#look();
      }
    } catch (error) {
      this.#log.error(`The secret storage failed: ${messageOf(error)}`);
      void vscode.window.showErrorMessage(
        l10n.t('The secret storage could not be read, so nobody is signed in. The log says more.'),
      );
    }
  }

  async #refreshAll(): Promise<void> {
    await this.#view.busy(this.#refresher.refreshAll().then(() => this.#checkRefreshed()));
  }

  /** By setting, the primaries of what was read anew are asked as well. */
  async #checkRefreshed(): Promise<void> {
    if (this.#settings.checkOnRefresh) {
      const fresh = [...this.#store.zones.values()].filter(
        ({ askedAt, check }) => askedAt !== undefined && (check === undefined || check.at < askedAt),
      );
      await this.#checker.checkZones(fresh.map(({ id }) => id));
    }
  }

  /** The key of a peer, fetched for one check and dropped with it. */
  async #tsig(zone: Zone, tsigId: string, signal: AbortSignal): Promise<Tsig | undefined> {
    return this.#settings.signChecks ? this.#fetchTsig(zone, tsigId, signal) : undefined;
  }

  async #fetchTsig(
    zone: Zone,
    tsigId: string,
    signal = new AbortController().signal,
  ): Promise<Tsig | undefined> {
    const connection = this.#sessions.connection(zone.readers[0]);
    const answer =
      zone.account && (await connection?.getTsig(zone.account.id, tsigId, { signal, urgent: true }));
    return answer?.ok ? answer.value : undefined;
  }

  /** Begins or ends to ask, as the view and the pages are shown and hidden. */
  #look(): void {
    const looking = this.#isListVisible() || this.#panels.openZones.size > 0;
    this.#schedule.look(looking);
    if (!looking) {
      this.#refresher.rest();
    }
  }

  #isListVisible(): boolean {
    return this.#view.visible || this.#peers.visible;
  }

  /** The zones that somebody can see; undefined for all. */
  #watched(): ReadonlySet<string> | undefined {
    return this.#isListVisible() ? undefined : this.#panels.openZones;
  }

  #lookedAt(): ReadonlySet<string> {
    const { selectedZone } = this.#view;
    return new Set([...this.#panels.openZones, ...(selectedZone === undefined ? [] : [selectedZone])]);
  }
}

/** What a person asks of a details page is what the commands do. */
const pageActions: DetailsActions = {
  refresh: (zoneId) => run('secondaryDns.refreshZone', { zoneId }),
  check: (zoneId) => run('secondaryDns.checkZone', { zoneId }),
  openDashboard: (zoneId) => run('secondaryDns.openDashboard', { zoneId }),
  openStatement: (zoneId) => run('secondaryDns.openStatement', { zoneId }),
  copyJson: (zoneId) => run('secondaryDns.copyJson', { zoneId }),
  copyCurl: (zoneId) => run('secondaryDns.copyCurl', { zoneId }),
  copyZoneId: (zoneId) => run('secondaryDns.copyZoneId', { zoneId }),
  copyPeerTags: (zoneId) => run('secondaryDns.copyPeerTags', { zoneId }),
  copyPeerTag: (zoneId, tag) => run('secondaryDns.copyPeerTag', { zoneId, tag }),
};

function run(command: CommandId, argument: object): Thenable<unknown> {
  return vscode.commands.executeCommand(command, argument);
}

/** A zone whose page is open before the list that should hold it has been read. */
function sought(zoneId: string): Zone {
  return { ...unreadZone(zoneId, 'listed', []), loading: true };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'no message';
}

function now(): number {
  return Date.now();
}

function moment(): Moment {
  return { now: now(), locale: vscode.env.language };
}
