import * as vscode from 'vscode';
import { Lazy } from '../lazy.ts';
import { errorMessage, type Logger } from '../logger.ts';
import type { ConfiguredKey } from '../primaries/evaluation.ts';
import type { LiveSettings } from '../settings.ts';
import { text } from '../text/text.ts';
import type { DisplayContext } from '../views/text/displayContext.ts';
import type { ZoneStore } from '../zones/store.ts';
import { type PrimaryStatement, zoneName } from '../zones/zone.ts';
import { mayBeConfiguration } from './mayBeConfiguration.ts';
import type { PrimaryEditor } from './primaryEditor.ts';
import { startOf } from './startOf.ts';

export interface ConfigurationWatcherOptions {
  readonly store: ZoneStore;
  readonly settings: LiveSettings;
  readonly display: () => DisplayContext;
  readonly log: Logger;
}

/**
 * Notices the first document that may be a primary's configuration. What reads configurations is as large as the
 * rest of the extension, so it is loaded then and not before.
 * Specified in test/extension/configurations.test.ts.
 */
export class ConfigurationWatcher implements vscode.Disposable {
  readonly #editor: Lazy<PrimaryEditor>;
  readonly #settings: LiveSettings;
  readonly #onError: (error: unknown) => void;
  readonly #disposables: readonly vscode.Disposable[];

  constructor(options: ConfigurationWatcherOptions) {
    const { store, settings, log } = options;
    this.#settings = settings;
    this.#onError = (error) =>
      log.warn(text`A primary's configuration could not be checked: ${errorMessage(error)}`);
    this.#editor = new Lazy(() => load(options, this.#onError));
    const look = (document: vscode.TextDocument) => this.#look(document);
    this.#disposables = [
      vscode.workspace.onDidOpenTextDocument(look),
      vscode.workspace.onDidSaveTextDocument(look),
      settings.onDidChange(() => this.#editor.loaded?.applySettings()),
      {
        dispose: store.onDidChange(({ kind }) => {
          if (kind === 'listing') {
            this.#editor.loaded?.zonesChanged();
          }
        }),
      },
    ];
    for (const document of vscode.workspace.textDocuments) {
      look(document);
    }
  }

  /** Checks the configurations of a folder: a URI, or undefined for one that the person chooses. */
  async checkFolder(folder: unknown): Promise<void> {
    await (await this.#editor.get()).checkFolder(folder);
  }

  /** The key that a statement demands, as its file has it. */
  configuredKey(statement: PrimaryStatement): ConfiguredKey | undefined {
    return this.#editor.loaded?.configuredKey(statement);
  }

  dispose(): void {
    for (const disposable of this.#disposables) {
      disposable.dispose();
    }
    this.#editor.loaded?.dispose();
  }

  #look(document: vscode.TextDocument): void {
    if (this.#settings.current.checkConfigurations && mayBeConfiguration(startOf(document))) {
      this.#editor.get().catch(this.#onError);
    }
  }
}

async function load(
  { store, settings, display }: ConfigurationWatcherOptions,
  onError: (error: unknown) => void,
): Promise<PrimaryEditor> {
  const { PrimaryEditor } = await import('./primaryEditor.ts');
  return new PrimaryEditor({
    telling: display,
    version: () => settings.current.primaryVersion,
    isEnabled: () => settings.current.checkConfigurations,
    secondaries: () => new Set([...store.zones.values()].map((zone) => zoneName(zone).toLowerCase())),
    stated: (statements) => store.stated(statements),
    onError,
  });
}
