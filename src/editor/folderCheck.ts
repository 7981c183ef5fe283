import * as vscode from 'vscode';
import { dialectOf } from '../primaries/checkFiles.ts';
import { MAX_FILE_BYTES } from '../primaries/fileText.ts';
import { isRoot } from '../primaries/roots.ts';
import type { Telling } from '../primaries/words.ts';
import * as l10n from '../text/l10n.ts';
import { cleanText } from '../text/text.ts';
import type { Configurations } from './configurations.ts';
import { summaryText } from './summary.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

/** Files that servers do not read, or that are of no use without what makes them. */
const EXCLUDED = '**/{node_modules,.git,.venv,dist,out}/**';

/** Files by name that may be a configuration; their content decides what they are. */
const CANDIDATES = '**/{*.conf,*.conf.*,*.cfg,named*,*.zones,*.acl,*.inc,*.meta,*meta*.txt,*.json,*.txt}';

/** The most files of a folder that are read. */
const MAX_CANDIDATES = 2_000;

/** The scheme of the summaries: read-only documents, which are never saved. */
const SUMMARY_SCHEME = 'secondary-dns-summary';

/**
 * Checks the configurations of a folder and shows what they mean as a document.
 * Specified in test/ui/primaryConfigurations.test.ts.
 */
export class FolderCheck implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #configurations: Configurations;
  readonly #telling: () => Telling;
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;

  readonly onDidChange = this.#changed.event;

  constructor(configurations: Configurations, telling: () => Telling) {
    this.#configurations = configurations;
    this.#telling = telling;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SUMMARY_SCHEME, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? l10n.t('Run the check of the folder again.');
  }

  /** @param argument a folder's URI from the explorer; without one the person chooses */
  async run(argument: unknown): Promise<void> {
    const folder = argument instanceof vscode.Uri ? argument : await chooseFolder();
    if (folder === undefined) return;
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Reading the primary configurations of {0}', cleanText(nameOf(folder))),
      cancellable: true,
    };
    await vscode.window.withProgress(options, async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const roots = await rootsIn(folder, controller.signal);
      const found = await this.#configurations
        .checkAll(roots, controller.signal)
        .catch((error: unknown) => (controller.signal.aborted ? undefined : Promise.reject(error)));
      if (found && !controller.signal.aborted) {
        await this.#show(folder, summaryText(nameOf(folder), found, this.#telling()));
      }
    });
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  async #show(folder: vscode.Uri, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SUMMARY_SCHEME, path: `${folder.path}/Secondary DNS.md` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.languages.setTextDocumentLanguage(document, 'markdown');
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri).then(undefined, () => undefined);
  }
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0]?.uri;
  if (folders.length > 1) {
    const chosen = await vscode.window.showWorkspaceFolderPick({
      placeHolder: l10n.t('Choose the folder whose primary configurations are read'),
    });
    return chosen?.uri;
  }
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: l10n.t('Check'),
    title: l10n.t('Choose the folder whose primary configurations are read'),
  });
  return chosen?.[0];
}

function nameOf(folder: vscode.Uri): string {
  return folder.path.split('/').at(-1) || folder.path;
}

/** The files of a folder with which configurations begin; a part counts where no root of its kind was found. */
async function rootsIn(folder: vscode.Uri, signal: AbortSignal): Promise<readonly vscode.Uri[]> {
  const pattern = new vscode.RelativePattern(folder, CANDIDATES);
  const excluded = new vscode.RelativePattern(folder, EXCLUDED);
  const files = await vscode.workspace.findFiles(pattern, excluded, MAX_CANDIDATES);
  const roots: vscode.Uri[] = [];
  const parts: { readonly uri: vscode.Uri; readonly dialect: string }[] = [];
  const dialects = new Set<string>();
  for (const uri of files.sort((a, b) => a.path.localeCompare(b.path))) {
    if (signal.aborted) return [];
    const read = await new WorkspaceFiles(folderItself(folder)).read(uri.toString());
    const dialect = read.ok && read.text.length <= MAX_FILE_BYTES ? dialectOf(read.text) : undefined;
    if (!read.ok || dialect === undefined) continue;
    if (isRoot(dialect, read.text)) {
      roots.push(uri);
      dialects.add(dialect);
    } else {
      parts.push({ uri, dialect });
    }
  }
  return [...roots, ...parts.filter(({ dialect }) => !dialects.has(dialect)).map(({ uri }) => uri)];
}

/** A file of the folder: what lies beside it may be read. */
function folderItself(folder: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(folder, 'x');
}
