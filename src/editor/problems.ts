import * as vscode from 'vscode';
import type { Finding } from '../primaries/findings.ts';
import type { Span } from '../primaries/span.ts';
import { findingText, type Telling } from '../primaries/words.ts';
import * as l10n from '../text/l10n.ts';
import type { Configuration, Configurations } from './configurations.ts';
import { locationOf, rangeOf } from './places.ts';

/** Who says it, in the list of problems. */
const SOURCE = 'Secondary DNS';

const SEVERITIES: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** The most problems of a file, the worst first: VS Code itself shows no more. */
const MAX_PROBLEMS = 1_000;

/** The most related places that are named with a problem. */
const MAX_RELATED = 8;

/**
 * Shows the findings of all known configurations as problems, at the statements that they are about.
 * Specified in test/extension/configurations.test.ts.
 */
export class Problems implements vscode.Disposable {
  readonly #configurations: Configurations;
  readonly #telling: () => Telling;
  readonly #collection = vscode.languages.createDiagnosticCollection('secondaryDns');
  readonly #subscription: vscode.Disposable;

  constructor(configurations: Configurations, telling: () => Telling) {
    this.#configurations = configurations;
    this.#telling = telling;
    this.#subscription = configurations.onDidChange(() => this.#show());
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#collection.dispose();
  }

  #show(): void {
    this.#collection.clear();
    for (const [file, found] of byFile(this.#configurations.all)) {
      const worst = found.sort((a, b) => SEVERITIES[a.finding.severity] - SEVERITIES[b.finding.severity]);
      const diagnostics = worst
        .slice(0, MAX_PROBLEMS)
        .map(({ configuration, finding }) => this.#diagnostic(configuration, finding));
      this.#collection.set(vscode.Uri.parse(file, true), withoutTwins(diagnostics));
    }
  }

  #diagnostic({ checked: { texts } }: Configuration, finding: Finding): vscode.Diagnostic {
    const diagnostic = new vscode.Diagnostic(
      rangeOf(texts, finding.at),
      findingText(finding, this.#telling()),
      SEVERITIES[finding.severity],
    );
    diagnostic.source = SOURCE;
    diagnostic.code = codeOf(finding);
    if (finding.kind === 'old-address' || finding.kind === 'dead-address') {
      diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
    }
    diagnostic.relatedInformation = relatedOf(finding).map(
      (span) => new vscode.DiagnosticRelatedInformation(locationOf(texts, span), l10n.t('This decides.')),
    );
    return diagnostic;
  }
}

interface Found {
  readonly configuration: Configuration;
  readonly finding: Finding;
}

function byFile(configurations: readonly Configuration[]): ReadonlyMap<string, Found[]> {
  const files = new Map<string, Found[]>();
  for (const configuration of configurations) {
    for (const finding of configuration.findings) {
      const found = files.get(finding.at.file);
      if (found) found.push({ configuration, finding });
      else files.set(finding.at.file, [{ configuration, finding }]);
    }
  }
  return files;
}

/** A file that two roots include has each problem once. */
function withoutTwins(diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  const known = new Map(
    diagnostics.map((diagnostic) => [
      `${diagnostic.range.start.line} ${diagnostic.range.start.character} ${diagnostic.message}`,
      diagnostic,
    ]),
  );
  return [...known.values()];
}

/** The kind, as a link to the page that says so where there is one. */
function codeOf({ kind, addresses }: Finding): NonNullable<vscode.Diagnostic['code']> {
  const source = addresses[0]?.source;
  return source === undefined ? kind : { value: kind, target: vscode.Uri.parse(source, true) };
}

function relatedOf({ related, at }: Finding): readonly Span[] {
  return related.filter(({ file, start }) => file !== at.file || start !== at.start).slice(0, MAX_RELATED);
}
