import * as vscode from 'vscode';
import type { PrimaryStatement } from '../zones/primaryStatement.ts';

/** Opens the file at the statement that decides. */
export async function openStatement({ uri, line }: PrimaryStatement): Promise<void> {
  const at = new vscode.Position(line, 0);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), { selection: new vscode.Range(at, at) });
}
