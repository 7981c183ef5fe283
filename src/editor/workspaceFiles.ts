import * as vscode from 'vscode';
import type { Include } from '../primaries/dialect.ts';
import { decodeText, MAX_FILE_BYTES } from '../primaries/fileText.ts';
import type { Files, FileText } from '../primaries/load.ts';

/**
 * The files of a workspace, local or remote, by their URIs. Only what lies in an open folder or beside the root is
 * read, and no symbolic link is followed: a configuration from elsewhere cannot make VS Code read other files.
 * Specified in test/extension/configurations.test.ts.
 */
export class WorkspaceFiles implements Files {
  readonly #allowed: readonly vscode.Uri[];

  constructor(root: vscode.Uri) {
    const folders = vscode.workspace.workspaceFolders ?? [];
    this.#allowed = [...folders.map(({ uri }) => uri), folderOf(root)];
  }

  async read(file: string): Promise<FileText> {
    const uri = vscode.Uri.parse(file, true);
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === file);
    if (open) {
      return { ok: true, text: open.getText() };
    }
    const base = this.#allowed.find((folder) => isWithin(uri, folder));
    if (base === undefined) {
      return { ok: false, reason: 'include-unreadable' };
    }
    try {
      const { type, size } = await vscode.workspace.fs.stat(uri);
      if (type !== vscode.FileType.File || (await isBehindLink(uri, base))) {
        return { ok: false, reason: 'include-unreadable' };
      }
      return size > MAX_FILE_BYTES
        ? { ok: false, reason: 'too-large' }
        : decodeText(await vscode.workspace.fs.readFile(uri));
    } catch (error) {
      const missing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
      return { ok: false, reason: missing ? 'include-missing' : 'include-unreadable' };
    }
  }

  async find(include: Include, from: string): Promise<readonly string[] | undefined> {
    const candidates = this.#candidates(include, vscode.Uri.parse(from, true));
    if (!isGlob(include.pattern)) {
      for (const candidate of candidates) {
        if (await isThere(candidate)) return [candidate.toString()];
      }
      return candidates.slice(-1).map(String);
    }
    let empty: readonly string[] | undefined;
    for (const candidate of candidates) {
      const found = await listed(candidate);
      if (found !== undefined && found.length > 0) return found.map(String);
      empty ??= found?.map(String);
    }
    return empty;
  }

  /** Where an include may lie, the likeliest first: a server's absolute path seldom is the workspace's. */
  #candidates({ pattern, folder }: Include, from: vscode.Uri): readonly vscode.Uri[] {
    const here = folderOf(from);
    const relative = vscode.Uri.joinPath(here, pattern);
    if (pattern.startsWith('/')) return this.#absolute(pattern, here);
    return folder === undefined ? [relative] : [...this.#absolute(`${folder}/${pattern}`, here), relative];
  }

  #absolute(path: string, here: vscode.Uri): readonly vscode.Uri[] {
    const roots = this.#allowed.flatMap((base) => ancestors(here, base));
    return [
      here.with({ path }),
      ...roots.map((root) => vscode.Uri.joinPath(root, path)),
      ...sameFolder(path, here),
    ].filter((uri) => this.#allowed.some((base) => isWithin(uri, base)));
  }
}

/** `/etc/bind/zones/a` seen from a folder `bind` is its `zones/a`. */
function sameFolder(path: string, here: vscode.Uri): readonly vscode.Uri[] {
  const segments = path.split('/');
  const at = segments.lastIndexOf(here.path.split('/').at(-1) ?? '');
  return at > 0 ? [vscode.Uri.joinPath(here, ...segments.slice(at + 1))] : [];
}

/** A folder and those above it, as far as the base. */
function ancestors(folder: vscode.Uri, base: vscode.Uri): readonly vscode.Uri[] {
  const found: vscode.Uri[] = [];
  for (let at = folder; isWithin(at, base); at = folderOf(at)) {
    found.push(at);
    if (at.path === folderOf(at).path) break;
  }
  return found;
}

function folderOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

function isWithin(uri: vscode.Uri, folder: vscode.Uri): boolean {
  const base = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  return (
    uri.scheme === folder.scheme &&
    uri.authority === folder.authority &&
    (uri.path === folder.path || uri.path.startsWith(base))
  );
}

async function isBehindLink(uri: vscode.Uri, base: vscode.Uri): Promise<boolean> {
  for (const part of ancestors(folderOf(uri), base)) {
    if (part.path === base.path) continue;
    const { type } = await vscode.workspace.fs.stat(part);
    if ((type & vscode.FileType.SymbolicLink) !== 0) return true;
  }
  return false;
}

function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

function isThere(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}

/** The files that a pattern names, whose last part alone may have wildcards; undefined without its folder. */
async function listed(pattern: vscode.Uri): Promise<readonly vscode.Uri[] | undefined> {
  const folder = folderOf(pattern);
  const name = expression(pattern.path.split('/').at(-1) ?? '');
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries
      .map(([entry]) => entry)
      .filter((entry) => name.test(entry))
      .sort()
      .map((entry) => vscode.Uri.joinPath(folder, entry));
  } catch {
    return undefined;
  }
}

/** A shell's pattern for one name as a regular expression. */
function expression(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /^$/;
  }
}
