import { readdir, truncate } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';

/** The folder below which VS Code keeps the logs of all its windows and starts. */
const LOGS = 'logs';

/**
 * Empties the log: what its view shows, and the files that VS Code keeps of it, those of earlier starts included.
 * Specified in test/ui/signIn.test.ts.
 * @param folder where VS Code keeps those of this start, the extension's `logUri`
 */
export async function clearLog(channel: vscode.LogOutputChannel, folder: vscode.Uri): Promise<void> {
  const files = await logFiles(folder.fsPath);
  await Promise.all(files.map((file) => truncate(file)));
  channel.clear();
}

/** The extension's logs have a folder of the same name for each start. */
async function logFiles(folder: string): Promise<readonly string[]> {
  const all = await readdir(logsAbove(folder), { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile() && entry.name.endsWith('.log'))
    .filter(({ parentPath }) => path.basename(parentPath) === path.basename(folder))
    .map(({ parentPath, name }) => path.join(parentPath, name));
}

/** @returns the folder itself where no folder of all logs is above it */
function logsAbove(folder: string): string {
  const parts = folder.split(path.sep);
  const at = parts.lastIndexOf(LOGS);
  return at < 0 ? folder : parts.slice(0, at + 1).join(path.sep);
}
