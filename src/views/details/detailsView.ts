import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type Id, isId } from '../../text/id.ts';
import * as l10n from '../../text/l10n.ts';
import {
  type ActionRequest,
  type CopyRequest,
  type DetailsModel,
  PAGE_ACTIONS,
  type PageAction,
  type ToHost,
  type ToPage,
} from '../../webview/protocol.ts';
import type { Observation } from '../../zones/observation.ts';
import type { ZoneStore } from '../../zones/store.ts';
import { unreadZone, type Zone, zoneName } from '../../zones/zone.ts';
import type { DisplayContext } from '../text/displayContext.ts';
import { withoutIcons } from '../text/untrusted.ts';
import { DETAILS_VIEW_TYPE } from '../viewIds.ts';
import { goneBanner } from './banner.ts';
import { detailsModel } from './detailsModel.ts';
import { detailsHtml } from './pageHtml.ts';
import { detailsLabels } from './pageLabels.ts';
import { readMessage, readPageState } from './pageMessages.ts';

export interface DetailsViewOptions {
  readonly extensionUri: vscode.Uri;
  readonly store: ZoneStore;
  readonly display: () => DisplayContext;
  /** What was seen of a zone until now, oldest first. */
  readonly historyOf: (zone: Zone) => readonly Observation[];
  /** Whether the stored sign-ins have been read. */
  readonly isStarted: () => boolean;
  /** Does what the page of a zone asks for. */
  readonly run: (
    action: PageAction,
    about: { readonly zoneId: string; readonly tag?: string },
  ) => Thenable<unknown>;
}

/** The details pages: one panel a zone. Specified in test/ui/details.test.ts. */
export class DetailsView implements vscode.Disposable {
  readonly #options: DetailsViewOptions;
  readonly #panels = new Map<string, vscode.WebviewPanel>();
  readonly #didChangeActive = new vscode.EventEmitter<string | undefined>();
  readonly #endListening: () => void;
  #active: string | undefined;

  /** Fires with the zone of the active panel, or undefined. */
  readonly onDidChangeActive = this.#didChangeActive.event;

  constructor(options: DetailsViewOptions) {
    this.#options = options;
    this.#endListening = options.store.onDidChange((change) =>
      this.update(change.kind === 'zone' ? change.zoneId : undefined),
    );
  }

  /** The zone whose panel is in front and has the focus. */
  get active(): string | undefined {
    return this.#active;
  }

  get openZones(): ReadonlySet<string> {
    return new Set(this.#panels.keys());
  }

  /**
   * Opens the panel of a zone, or brings it to the front.
   * @param takesFocus VS Code gives the focus to a new page only when it has loaded, which may be a second later:
   * whoever opens one from a row or a notification goes on there meanwhile
   */
  show(zoneId: string, takesFocus: boolean): void {
    const open = this.#panels.get(zoneId);
    if (open) {
      open.reveal(undefined, !takesFocus);
      return;
    }
    this.#adopt(
      zoneId,
      vscode.window.createWebviewPanel(
        DETAILS_VIEW_TYPE,
        this.#title(zoneId),
        { viewColumn: vscode.ViewColumn.Active, preserveFocus: !takesFocus },
        this.#webviewOptions(),
      ),
    );
  }

  /** Redraws the panel of a zone, or all of them. */
  update(zoneId?: string): void {
    for (const [id, panel] of this.#panels) {
      if (zoneId === undefined || id === zoneId) {
        this.#draw(id, panel);
      }
    }
  }

  /** Restores the panel of a zone from the state that its page kept. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const zoneId = readPageState(state)?.zoneId;
    if (zoneId === undefined || this.#panels.has(zoneId)) {
      panel.dispose();
      return;
    }
    panel.webview.options = this.#webviewOptions();
    this.#adopt(zoneId, panel);
  }

  dispose(): void {
    this.#endListening();
    for (const panel of [...this.#panels.values()]) {
      panel.dispose();
    }
    this.#didChangeActive.dispose();
  }

  #webviewOptions(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    return {
      enableScripts: true,
      retainContextWhenHidden: false,
      enableFindWidget: true,
      localResourceRoots: [this.#uri('dist', 'webview'), this.#uri('media')],
    };
  }

  #uri(...path: readonly string[]): vscode.Uri {
    return vscode.Uri.joinPath(this.#options.extensionUri, ...path);
  }

  #title(zoneId: string): string {
    const zone = this.#zone(zoneId);
    return zone ? withoutIcons(zoneName(zone)) : l10n.t('Zone Details');
  }

  #adopt(zoneId: string, panel: vscode.WebviewPanel): void {
    this.#panels.set(zoneId, panel);
    panel.iconPath = {
      light: this.#uri('media', 'zone-light.svg'),
      dark: this.#uri('media', 'zone-dark.svg'),
    };
    panel.webview.onDidReceiveMessage((received) => {
      const message = readMessage(received);
      if (message) {
        void this.#receive(zoneId, panel, message);
      }
    });
    panel.onDidChangeViewState(() => this.#noteActive());
    panel.onDidDispose(() => {
      this.#panels.delete(zoneId);
      this.#noteActive();
    });
    panel.webview.html = detailsHtml({
      cspSource: panel.webview.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      scriptUri: panel.webview.asWebviewUri(this.#uri('dist', 'webview', 'details.js')).toString(),
      styleUri: panel.webview.asWebviewUri(this.#uri('dist', 'webview', 'details.css')).toString(),
      lang: vscode.env.language,
      title: this.#title(zoneId),
    });
    this.#noteActive();
  }

  #noteActive(): void {
    const active = [...this.#panels].find(([, panel]) => panel.active)?.[0];
    if (active !== this.#active) {
      this.#active = active;
      this.#didChangeActive.fire(active);
    }
  }

  async #receive(zoneId: string, panel: vscode.WebviewPanel, message: ToHost): Promise<void> {
    if (message.type === 'ready') {
      this.#post(panel, { type: 'labels', labels: detailsLabels() });
      this.#draw(zoneId, panel);
      return;
    }
    const { type } = message;
    try {
      await this.#options.run(type, type === 'copyPeerTag' ? { zoneId, tag: message.tag } : { zoneId });
      if (isCopy(message)) {
        this.#post(panel, { type: 'copied', request: message });
      }
    } finally {
      if (PAGE_ACTIONS[type] === 'checked') {
        this.#post(panel, { type: 'checked' });
      }
    }
  }

  #draw(zoneId: string, panel: vscode.WebviewPanel): void {
    const model = this.#model(zoneId);
    panel.title = this.#title(zoneId);
    this.#post(
      panel,
      model ? { type: 'model', model } : { type: 'gone', title: panel.title, banner: goneBanner() },
    );
  }

  /** A hidden page receives nothing: it sends `ready` when it is shown again. */
  #post(panel: vscode.WebviewPanel, message: ToPage): void {
    if ([...this.#panels.values()].includes(panel)) {
      void panel.webview.postMessage(message);
    }
  }

  #model(zoneId: string): DetailsModel | undefined {
    const { store, historyOf, display } = this.#options;
    const zone = this.#zone(zoneId);
    return (
      zone &&
      detailsModel({
        zone,
        peer: (tag) => store.peerOf(zone, tag),
        accountPeers: zone.account && store.accountPeers(zone.account.id),
        history: historyOf(zone),
        statement: store.statement(zone),
        ...display(),
      })
    );
  }

  #zone(zoneId: string): Zone | undefined {
    return (
      this.#options.store.zones.get(zoneId) ??
      (this.#isLookingForZones() && isId(zoneId) ? soughtZone(zoneId) : undefined)
    );
  }

  /** Whether a zone that is not known may still turn up. */
  #isLookingForZones(): boolean {
    const { isStarted, store } = this.#options;
    const listings = [...store.listings.values()];
    return !isStarted() || listings.some(({ status }) => status === 'unread' || status === 'loading');
  }
}

function isCopy(request: ActionRequest): request is CopyRequest {
  return PAGE_ACTIONS[request.type] === 'copied';
}

/** A zone whose page is open before the list that should hold it has been read. */
function soughtZone(zoneId: Id): Zone {
  return { ...unreadZone(zoneId, 'listed', []), loading: true };
}
