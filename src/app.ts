import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { clearLog } from './clearLog.ts';
import { systemClock } from './clock.ts';
import { COMMANDS, type CommandId, type Handlers } from './commands/commandIds.ts';
import { handlers } from './commands/handlers.ts';
import { runPageAction } from './commands/pageActions.ts';
import { Walkthrough } from './commands/walkthrough.ts';
import { environmentCredential } from './credentials/environment.ts';
import { ConfigurationWatcher } from './editor/configurationWatcher.ts';
import { Services } from './services.ts';
import { SessionSync } from './sessionSync.ts';
import { LiveSettings } from './settings.ts';
import * as l10n from './text/l10n.ts';
import { showAlarms } from './views/alarmNotice.ts';
import { ContextKeySetter } from './views/contextKeys.ts';
import { DetailsView } from './views/details/detailsView.ts';
import { PeersView } from './views/peers/peersView.ts';
import { StatusBar } from './views/statusBar.ts';
import type { DisplayContext } from './views/text/displayContext.ts';
import { DETAILS_VIEW_TYPE } from './views/viewIds.ts';
import { Visibility } from './views/visibility.ts';
import { ZonesView } from './views/zones/zonesView.ts';
import { Alarms } from './zones/alarms.ts';
import { AutoRefresh } from './zones/autoRefresh.ts';
import { isOutage } from './zones/outage.ts';

/** Milliseconds between looks at what time alone changes. */
const TICK = 30_000;

const environment = () => environmentCredential(process.env);

/** Builds and wires everything: API → store → views. Specified in test/extension/activation.test.ts. */
export class App implements vscode.Disposable {
  readonly #log = vscode.window.createOutputChannel('Secondary DNS', { log: true });
  readonly #settings = new LiveSettings();
  readonly #walkthrough: Walkthrough;
  readonly #contextKeys: ContextKeySetter;
  readonly #services: Services;
  readonly #zonesView: ZonesView;
  readonly #peersView: PeersView;
  readonly #detailsView: DetailsView;
  readonly #visibility: Visibility;
  readonly #configurations: ConfigurationWatcher;
  readonly #alarms: Alarms;
  readonly #autoRefresh: AutoRefresh;
  readonly #sessionSync: SessionSync;
  readonly #handlers: Handlers;
  readonly #disposables: readonly vscode.Disposable[];
  /** Fulfilled once it is known who is signed in. */
  readonly #started: Promise<void>;

  constructor(extension: vscode.ExtensionContext) {
    l10n.config({ contents: vscode.l10n.bundle ?? {} });
    this.#walkthrough = new Walkthrough(extension);
    this.#contextKeys = new ContextKeySetter(this.#walkthrough.follow);
    const log = this.#log;
    const settings = this.#settings;
    this.#services = new Services({ extension, settings, log, lookedAt: () => this.#visibility.lookedAt });
    const { store, storage, vault, sessions, refresher } = this.#services;
    const display = (): DisplayContext => ({
      now: Date.now(),
      locale: vscode.env.language,
      overdueFactor: settings.current.overdueFactor,
    });
    this.#zonesView = new ZonesView({
      store,
      contextKeys: this.#contextKeys,
      display,
      identityLabel: (id) => sessions.label(id),
      arrangement: { order: 'state', states: undefined },
      settingIsWrong: () => settings.baseUrl === undefined,
    });
    this.#peersView = new PeersView({
      store,
      display,
      stateOf: (zone) => this.#zonesView.tree.stateOf(zone),
    });
    this.#detailsView = new DetailsView({
      extensionUri: extension.extensionUri,
      store,
      display,
      historyOf: (zone) => storage.historyOf(zone),
      isStarted: () => this.#zonesView.isStarted,
      run: runPageAction,
    });
    this.#visibility = new Visibility(this.#zonesView, this.#peersView, this.#detailsView);
    this.#configurations = new ConfigurationWatcher({ store, settings, display, log });
    this.#alarms = new Alarms({
      store,
      clock: systemClock,
      overdueFactor: () => settings.current.overdueFactor,
      quietTime: () => settings.current.quietTime,
      tell: (alarms) => {
        if (settings.current.notifications) {
          void showAlarms(alarms, store.zones, (zoneId) => this.#detailsView.show(zoneId, false));
        }
      },
    });
    this.#autoRefresh = new AutoRefresh({
      clock: systemClock,
      random: Math.random,
      interval: () => settings.current.refreshInterval,
      visibleZones: () => this.#visibility.visibleZones,
      refreshOlder: (age, only) => this.#zonesView.busy(this.#services.refreshOlder(age, only)),
      cancelAll: () => refresher.cancelAll(),
      isOutage: () => isOutage(store.listings.values()),
    });
    this.#sessionSync = new SessionSync({
      vault,
      sessions,
      log,
      onChange: () => this.#autoRefresh.restart(),
    });
    this.#handlers = this.#commandHandlers(extension.logUri);
    this.#disposables = [
      ...this.#listeners(),
      ...COMMANDS.map((id) =>
        vscode.commands.registerCommand(id, (argument?: unknown) => this.#run(id, argument)),
      ),
      vscode.window.registerWebviewPanelSerializer(DETAILS_VIEW_TYPE, {
        deserializeWebviewPanel: (panel, state) => this.#detailsView.restore(panel, state),
      }),
      this.#sessionSync,
      this.#autoRefresh,
      this.#detailsView,
      this.#peersView,
      this.#zonesView,
      this.#alarms,
      new StatusBar({ tree: this.#zonesView.tree, isShown: () => settings.current.statusBar }),
      this.#configurations,
      this.#services,
      settings,
      log,
    ];
    this.#started = this.#start();
  }

  /** Writes what is not written yet. */
  flush(): Promise<void> {
    return this.#services.storage.flush();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  /** Reads who is signed in, and their zones if a view or a page is visible. */
  async #start(): Promise<void> {
    this.#contextKeys.set('secondaryDns.environmentCredential', environment() !== undefined);
    await this.#sessionSync.sync();
    this.#zonesView.started();
    this.#detailsView.update();
    void this.#autoRefresh.start();
  }

  /** Runs a command, once it is known who is signed in. The log can be seen in any case. */
  async #run(command: CommandId, argument: unknown): Promise<void> {
    if (command !== 'secondaryDns.showLog') {
      await this.#started;
    }
    await this.#handlers[command](argument);
    this.#walkthrough.ran(command);
  }

  #commandHandlers(logFolder: vscode.Uri): Handlers {
    const { cloudflare } = this.#services;
    const baseUrl = (): string | undefined => this.#settings.baseUrl;
    return handlers({
      ...this.#services,
      view: this.#zonesView,
      peers: this.#peersView,
      syncSessions: () => this.#sessionSync.sync(),
      signIn: {
        checks: cloudflare,
        baseUrl,
        now: Date.now,
        newFileName: () => randomBytes(32).toString('hex'),
        environment,
        keep: (identity) => this.#sessionSync.keep(identity),
      },
      activeZone: () => this.#detailsView.active,
      baseUrl,
      now: Date.now,
      showDetails: (zoneId, takesFocus) => this.#detailsView.show(zoneId, takesFocus),
      showLog: () => this.#log.show(),
      clearLog: () => clearLog(this.#log, logFolder),
      checkFolder: (folder) => this.#configurations.checkFolder(folder),
      configuredKey: (statement) => this.#configurations.configuredKey(statement),
      refreshAll: () =>
        this.#alarms.withoutAlarms('all', this.#zonesView.busy(this.#services.refreshOlder(0))),
      withoutAlarms: (zoneIds, work) => this.#alarms.withoutAlarms(zoneIds, work),
    });
  }

  #listeners(): readonly vscode.Disposable[] {
    const timer = setInterval(() => this.#tick(), TICK);
    return [
      { dispose: () => clearInterval(timer) },
      this.#settings.onDidChange(() => this.#applySettings()),
      this.#settings.onDidChangeNetwork(() => this.#services.applyNetworkSettings()),
      this.#zonesView.onDidChangeSelection(() => this.#services.refresher.reorder()),
      this.#visibility.onDidChange(() => this.#autoRefresh.update()),
    ];
  }

  #applySettings(): void {
    this.#services.applySettings();
    this.#zonesView.tree.redraw();
    this.#peersView.redraw();
    this.#detailsView.update();
    this.#autoRefresh.restart();
    void this.#sessionSync.sync();
  }

  /** Redraws what time alone has changed. */
  #tick(): void {
    this.#zonesView.tick();
    this.#peersView.tick();
    this.#detailsView.update();
  }
}
