import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DetailsModel, ToHost, ToPage } from '../../webview/protocol.ts';
import { DETAILS_VIEW_TYPE } from '../ids.ts';
import { goneBanner } from './banner.ts';
import { detailsHtml } from './html.ts';
import { detailsLabels } from './labels.ts';
import { readMessage, readPageState } from './messages.ts';

/** What the page may ask for of a zone. A copy is confirmed on the page once it is done. */
export type DetailsActions = {
  readonly [Type in Exclude<ToHost['type'], 'ready' | 'copyPeerTag'>]: (zoneId: string) => Thenable<unknown>;
} & { readonly copyPeerTag: (zoneId: string, tag: string) => Thenable<unknown> };

export interface DetailsPanelsOptions {
  readonly extensionUri: vscode.Uri;
  /** Undefined for a zone that is not known. */
  readonly model: (zoneId: string) => DetailsModel | undefined;
  readonly actions: DetailsActions;
}

/** The details pages: one panel a zone. */
export class DetailsPanels implements vscode.Disposable {
  readonly #options: DetailsPanelsOptions;
  readonly #panels = new Map<string, vscode.WebviewPanel>();
  readonly #didChangeActive = new vscode.EventEmitter<string | undefined>();
  #active: string | undefined;

  /** Tells the zone of the active panel, or undefined. */
  readonly onDidChangeActive = this.#didChangeActive.event;

  constructor(options: DetailsPanelsOptions) {
    this.#options = options;
  }

  /** The zone whose panel is in front and has the focus. */
  get active(): string | undefined {
    return this.#active;
  }

  get openZones(): ReadonlySet<string> {
    return new Set(this.#panels.keys());
  }

  /** Opens the panel of a zone, or brings it to the front. */
  show(zoneId: string): void {
    const open = this.#panels.get(zoneId);
    if (open) {
      open.reveal();
      return;
    }
    this.#adopt(
      zoneId,
      vscode.window.createWebviewPanel(
        DETAILS_VIEW_TYPE,
        this.#title(this.#options.model(zoneId)),
        vscode.ViewColumn.Active,
        this.#webviewOptions(),
      ),
    );
  }

  /** Draws the panel of a zone anew, or all of them. */
  update(zoneId?: string): void {
    for (const [id, panel] of this.#panels) {
      if (zoneId === undefined || id === zoneId) {
        this.#draw(id, panel);
      }
    }
  }

  /** Brings the panel of a zone back, as of the state that its page kept. */
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

  #title(model: DetailsModel | undefined): string {
    return model?.title ?? l10n.t('Zone Details');
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
      title: this.#title(this.#options.model(zoneId)),
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
    const { actions } = this.#options;
    switch (message.type) {
      case 'ready':
        this.#post(panel, { type: 'labels', labels: detailsLabels() });
        this.#draw(zoneId, panel);
        return;
      case 'refresh':
      case 'openDashboard':
      case 'openStatement':
        await actions[message.type](zoneId);
        return;
      case 'check':
        try {
          await actions.check(zoneId);
        } finally {
          this.#post(panel, { type: 'checked' });
        }
        return;
      case 'copyPeerTag':
        await actions.copyPeerTag(zoneId, message.tag);
        this.#post(panel, { type: 'copied', request: message });
        return;
      default:
        await actions[message.type](zoneId);
        this.#post(panel, { type: 'copied', request: message });
    }
  }

  #draw(zoneId: string, panel: vscode.WebviewPanel): void {
    const model = this.#options.model(zoneId);
    panel.title = this.#title(model);
    this.#post(
      panel,
      model ? { type: 'model', model } : { type: 'gone', title: panel.title, banner: goneBanner() },
    );
  }

  /** A page that is hidden hears nothing: it says that it is ready when it is shown again. */
  #post(panel: vscode.WebviewPanel, message: ToPage): void {
    if ([...this.#panels.values()].includes(panel)) {
      void panel.webview.postMessage(message);
    }
  }
}
