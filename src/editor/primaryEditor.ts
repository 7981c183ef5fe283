import * as vscode from 'vscode';
import type { ConfiguredKey } from '../primaries/evaluation.ts';
import type { Telling } from '../primaries/words.ts';
import type { PrimaryStatement } from '../zones/zone.ts';
import { AddressHover } from './addressHover.ts';
import { Configurations, type ConfigurationsOptions } from './configurations.ts';
import { FolderCheck } from './folderCheck.ts';
import { Problems } from './problems.ts';
import { QuickFixes } from './quickFixes.ts';
import { statementsOf } from './statements.ts';

export interface PrimaryEditorOptions extends Omit<ConfigurationsOptions, 'now'> {
  readonly telling: () => Telling;
  /** Takes what the configurations say of each zone, by its name. */
  readonly stated: (statements: ReadonlyMap<string, PrimaryStatement>) => void;
}

/**
 * Primary configurations in the editor: problems, hovers, fixes, and the check of a folder.
 * Specified in test/extension/configurations.test.ts.
 */
export class PrimaryEditor implements vscode.Disposable {
  readonly #configurations: Configurations;
  readonly #folderCheck: FolderCheck;
  readonly #disposables: readonly vscode.Disposable[];

  constructor({ telling, stated, ...options }: PrimaryEditorOptions) {
    this.#configurations = new Configurations({ ...options, now: () => telling().now });
    this.#folderCheck = new FolderCheck(this.#configurations, telling);
    this.#disposables = [
      new Problems(this.#configurations, telling),
      vscode.languages.registerHoverProvider('*', new AddressHover(this.#configurations, telling)),
      vscode.languages.registerCodeActionsProvider(
        '*',
        new QuickFixes(this.#configurations),
        QuickFixes.metadata,
      ),
      this.#configurations.onDidChange(() =>
        stated(statementsOf(this.#configurations.all, options.secondaries())),
      ),
      this.#folderCheck,
      this.#configurations,
    ];
    this.#configurations.start();
  }

  /** The key that a statement demands, where the files that were read state it. */
  configuredKey({ uri, key }: PrimaryStatement): ConfiguredKey | undefined {
    return this.#configurations
      .of(vscode.Uri.parse(uri, true))
      .flatMap(({ checked }) => checked.evaluation.keys)
      .find(({ name }) => name === key);
  }

  /** Other zones are known to be secondary at Cloudflare. */
  zonesChanged(): void {
    if (this.#configurations.all.length > 0) void this.#configurations.update();
  }

  /** Checks what is open once more: a setting may say so, or another version. */
  applySettings(): void {
    void this.#configurations.update();
    this.#configurations.start();
  }

  /** @param argument a folder's URI from the explorer; without one the person chooses */
  checkFolder(argument: unknown): Promise<void> {
    return this.#folderCheck.run(argument);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
