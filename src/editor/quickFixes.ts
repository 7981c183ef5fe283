import * as vscode from 'vscode';
import type { Finding } from '../primaries/findings.ts';
import { applied, type Fix, fixesOf, opensMore } from '../primaries/fixes.ts';
import * as l10n from '../text/l10n.ts';
import type { Configuration, Configurations } from './configurations.ts';
import { rangeOf } from './places.ts';

/**
 * Offers fixes for findings. Each fix was tried on the texts before it is offered.
 * Specified in test/extension/configurations.test.ts.
 */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  readonly #configurations: Configurations;

  constructor(configurations: Configurations) {
    this.#configurations = configurations;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const file = document.uri.toString();
    const actions: vscode.CodeAction[] = [];
    for (const configuration of this.#configurations.of(document.uri)) {
      const { texts } = configuration.checked;
      if (texts.get(file) !== document.getText()) continue;
      for (const finding of configuration.findings) {
        if (finding.at.file !== file || !rangeOf(texts, finding.at).intersection(range)) continue;
        for (const fix of fixesOf(finding, configuration.checked)) {
          if (await this.#isSound(configuration, finding, fix)) {
            actions.push(action(configuration, finding, fix, diagnostics));
          }
        }
      }
    }
    return withoutTwins(actions);
  }

  /** Whether a fix makes its finding go away, adds none that is worse, and lets no other client transfer. */
  async #isSound(before: Configuration, finding: Finding, { edits }: Fix): Promise<boolean> {
    const after = await this.#configurations.checkWith(before, applied(before.checked.texts, edits));
    return (
      weight(after, finding.kind) < weight(before, finding.kind) &&
      troubles(after) <= troubles(before) &&
      !opensMore(before.checked, after.checked)
    );
  }
}

function weight({ findings }: Configuration, kind: Finding['kind']): number {
  return findings
    .filter((finding) => finding.kind === kind)
    .reduce((sum, { zones, addresses }) => sum + Math.max(1, zones.length) * addresses.length, 0);
}

function troubles({ findings }: Configuration): number {
  return findings
    .filter(({ severity }) => severity !== 'information')
    .reduce((sum, { zones }) => sum + Math.max(1, zones.length), 0);
}

function action(
  { checked: { texts } }: Configuration,
  finding: Finding,
  { kind, edits }: Fix,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const title = titleOf(finding, kind);
  const edit = new vscode.WorkspaceEdit();
  for (const { at, text } of edits) {
    edit.replace(vscode.Uri.parse(at.file, true), rangeOf(texts, at), text, {
      label: title,
      needsConfirmation: true,
    });
  }
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.edit = edit;
  const at = rangeOf(texts, finding.at);
  action.diagnostics = diagnostics.filter(({ range }) => range.isEqual(at));
  action.isPreferred = kind === 'replace';
  return action;
}

function titleOf({ kind: finding }: Finding, fix: Fix['kind']): string {
  if (finding === 'missing-notify') return l10n.t('Send NOTIFY to Cloudflare’s addresses');
  switch (fix) {
    case 'add':
      return l10n.t('Allow Cloudflare’s new addresses');
    case 'replace':
      return l10n.t('Replace Cloudflare’s old addresses by the new ones');
    case 'remove':
      return l10n.t('Remove Cloudflare’s old addresses');
  }
}

/** Several findings at one place may have the same fix. */
function withoutTwins(actions: readonly vscode.CodeAction[]): vscode.CodeAction[] {
  const byEdit = new Map(
    actions.map((action) => [JSON.stringify([action.title, action.edit?.entries()]), action]),
  );
  return [...byEdit.values()];
}
