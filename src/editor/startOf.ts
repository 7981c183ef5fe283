import * as vscode from 'vscode';

/** Lines that are enough to tell what a file is. */
const LINES = 2_000;

/**
 * The first lines of a document: its whole text may have tens of megabytes.
 * Specified in test/extension/configurations.test.ts.
 */
export function startOf(document: vscode.TextDocument): string {
  return document.getText(new vscode.Range(0, 0, LINES, 0));
}

/** How long a document is, UTF-16 code units. */
export function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(new vscode.Position(document.lineCount, 0));
}
