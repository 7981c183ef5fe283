import * as vscode from 'vscode';
import type { DetailsPanels } from './panel.ts';

const NONE: ReadonlySet<string> = new Set();

/** The details pages; what draws them is loaded with the first of them. */
export class LazyPanels implements vscode.Disposable {
  readonly #load: () => Promise<DetailsPanels>;
  readonly #didChangeActive = new vscode.EventEmitter<string | undefined>();
  #loading: Promise<DetailsPanels> | undefined;
  #loaded: DetailsPanels | undefined;

  /** Tells the zone of the active page, or undefined. */
  readonly onDidChangeActive = this.#didChangeActive.event;

  constructor(load: () => Promise<DetailsPanels>) {
    this.#load = load;
  }

  /** The zone whose page is in front and has the focus. */
  get active(): string | undefined {
    return this.#loaded?.active;
  }

  get openZones(): ReadonlySet<string> {
    return this.#loaded?.openZones ?? NONE;
  }

  /** Brings a page back after a reload of the window. */
  async restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    await (await this.#panels()).restore(panel, state);
  }

  /** Opens the page of a zone, or brings it to the front. */
  async show(zoneId: string): Promise<void> {
    (await this.#panels()).show(zoneId);
  }

  /** Draws the page of a zone anew, or all of them. */
  update(zoneId?: string): void {
    this.#loaded?.update(zoneId);
  }

  dispose(): void {
    this.#loaded?.dispose();
    this.#didChangeActive.dispose();
  }

  #panels(): Promise<DetailsPanels> {
    this.#loading ??= this.#load().then((panels) => {
      this.#loaded = panels;
      panels.onDidChangeActive((zoneId) => this.#didChangeActive.fire(zoneId));
      return panels;
    });
    return this.#loading;
  }
}
