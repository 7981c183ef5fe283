import * as vscode from 'vscode';
import { type Checked, check, dialectOf } from '../primaries/checkFiles.ts';
import type { Doubt } from '../primaries/doubt.ts';
import type { DialectName } from '../primaries/evaluation.ts';
import { MAX_FILE_BYTES } from '../primaries/fileText.ts';
import { type Finding, findings } from '../primaries/findings.ts';
import type { Files, Run } from '../primaries/load.ts';
import { isRoot, ROOT_FILES } from '../primaries/roots.ts';
import { runInSlices } from '../primaries/steps.ts';
import { lengthOf, startOf } from './startOf.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

/** A configuration that was read, and what is to be said of it. Files are URIs as text. */
export interface Configuration {
  readonly root: string;
  readonly dialect: DialectName;
  readonly whole: boolean;
  readonly checked: Checked;
  readonly findings: readonly Finding[];
}

export interface ConfigurationsOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The server's version by the settings; undefined where it is not known. */
  readonly version: () => string | undefined;
  readonly isEnabled: () => boolean;
  /** The zones that Cloudflare is known to serve as secondary, by name in lower case. */
  readonly secondaries: () => ReadonlySet<string>;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds without a key pressed after which a text is checked. */
const CALM = 250;

/** How many files are looked into to find what includes an open one. */
const MAX_CANDIDATES = 50;

/** The primary configurations of open files and of checked folders. It reads files and sends nothing. */
export class Configurations implements vscode.Disposable {
  readonly #options: ConfigurationsOptions;
  readonly #known = new Map<string, Configuration>();
  readonly #running = new Map<string, AbortController>();
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: readonly vscode.Disposable[];

  readonly onDidChange = this.#changed.event;

  constructor(options: ConfigurationsOptions) {
    this.#options = options;
    this.#disposables = [
      this.#changed,
      vscode.workspace.onDidOpenTextDocument((document) => this.#open(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#open(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#soon(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#close(document)),
      vscode.workspace.onDidDeleteFiles(({ files }) => this.#forget(files)),
    ];
  }

  /** All that are known, in the order in which they were found. */
  get all(): readonly Configuration[] {
    return [...this.#known.values()];
  }

  /** The configurations that a file is a part of. */
  of(file: vscode.Uri): readonly Configuration[] {
    const id = file.toString();
    return this.all.filter(({ checked }) => checked.texts.has(id));
  }

  /** Checks every open file. */
  start(): void {
    for (const document of vscode.workspace.textDocuments) this.#open(document);
  }

  /** Checks everything again: time has passed, a setting or the known zones have changed. */
  async update(): Promise<void> {
    if (!this.#options.isEnabled()) {
      this.#known.clear();
    }
    for (const known of this.all) {
      const found = await this.#findings(known.checked, inSlices());
      if (this.#known.get(known.root) === known) this.#known.set(known.root, { ...known, findings: found });
    }
    this.#changed.fire();
  }

  /** Checks configurations by their roots, such as those of a folder. @throws the signal's reason once it is aborted */
  async checkAll(roots: readonly vscode.Uri[], signal: AbortSignal): Promise<readonly Configuration[]> {
    const found: Configuration[] = [];
    for (const root of roots) {
      const text = await new WorkspaceFiles(root).read(root.toString());
      const dialect = text.ok ? dialectOf(text.text) : undefined;
      if (text.ok && dialect !== undefined) found.push(await this.#check(root, dialect, text.text, signal));
    }
    this.#changed.fire();
    return found;
  }

  /** What a configuration would be with other texts in the place of some files'. */
  async checkWith(
    { root, dialect, whole }: Configuration,
    texts: ReadonlyMap<string, string>,
  ): Promise<Configuration> {
    const uri = vscode.Uri.parse(root, true);
    const files = new WorkspaceFiles(uri);
    const replaced: Files = {
      read: async (file) => {
        const text = texts.get(file);
        return text === undefined ? files.read(file) : { ok: true, text };
      },
      find: (include, from) => files.find(include, from),
    };
    const text = texts.get(root) ?? '';
    const about = { file: root, text, version: this.#options.version(), whole };
    const run = inSlices();
    const checked = await check(dialect, about, replaced, run);
    return { root, dialect, whole, checked, findings: await this.#findings(checked, run) };
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const running of this.#running.values()) running.abort();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #findings(checked: Checked, run: Run): Promise<readonly Finding[]> {
    const secondaries = this.#options.secondaries();
    const surroundings = { now: this.#options.now(), isSecondary: (zone: string) => secondaries.has(zone) };
    return run(findings(checked, surroundings));
  }

  #soon(document: vscode.TextDocument): void {
    const id = document.uri.toString();
    clearTimeout(this.#waiting.get(id));
    this.#waiting.set(
      id,
      setTimeout(() => {
        this.#waiting.delete(id);
        this.#open(document);
      }, CALM),
    );
  }

  #close({ uri }: vscode.TextDocument): void {
    const id = uri.toString();
    clearTimeout(this.#waiting.get(id));
    this.#waiting.delete(id);
    this.#running.delete(id);
    if (uri.scheme === 'untitled') this.#forget([uri]);
  }

  #forget(files: readonly vscode.Uri[]): void {
    const gone = files.filter((uri) => this.#known.delete(uri.toString()));
    if (gone.length > 0) this.#changed.fire();
  }

  #open(document: vscode.TextDocument): void {
    if (!this.#options.isEnabled() || !isFile(document)) return;
    void this.#checkDocument(document).catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.#options.onError(error);
    });
  }

  async #checkDocument(document: vscode.TextDocument): Promise<void> {
    const id = document.uri.toString();
    this.#running.get(id)?.abort();
    const running = new AbortController();
    this.#running.set(id, running);
    const isTooLarge = lengthOf(document) > MAX_FILE_BYTES;
    const text = isTooLarge ? startOf(document) : document.getText();
    const dialect = dialectOf(text);
    const before = this.of(document.uri);
    for (const { root } of before) {
      if (root !== id) await this.#checkRoot(vscode.Uri.parse(root, true), running.signal);
    }
    if (dialect === undefined) {
      this.#known.delete(id);
    } else if (isRoot(dialect, text) || !(await this.#checkIncluders(document, dialect, running.signal))) {
      await this.#check(document.uri, dialect, text, running.signal, isTooLarge);
    }
    running.signal.throwIfAborted();
    if (before.length > 0 || dialect !== undefined) this.#changed.fire();
  }

  async #checkRoot(root: vscode.Uri, signal: AbortSignal): Promise<void> {
    const text = await new WorkspaceFiles(root).read(root.toString());
    const dialect = text.ok ? dialectOf(text.text) : undefined;
    if (text.ok && dialect !== undefined) await this.#check(root, dialect, text.text, signal);
    else this.#known.delete(root.toString());
  }

  /** Looks for the roots that include a part of a configuration. @returns whether there is one */
  async #checkIncluders(
    document: vscode.TextDocument,
    dialect: DialectName,
    signal: AbortSignal,
  ): Promise<boolean> {
    const isKnown = (): boolean => this.of(document.uri).some(({ root }) => root !== document.uri.toString());
    if (isKnown()) return true;
    for (const uri of await vscode.workspace.findFiles(ROOT_FILES, '**/node_modules/**', MAX_CANDIDATES)) {
      const text = await new WorkspaceFiles(uri).read(uri.toString());
      if (text.ok && dialectOf(text.text) === dialect && isRoot(dialect, text.text)) {
        await this.#check(uri, dialect, text.text, signal);
      }
    }
    return isKnown();
  }

  async #check(
    root: vscode.Uri,
    dialect: DialectName,
    text: string,
    signal: AbortSignal,
    isTooLarge = false,
  ): Promise<Configuration> {
    const file = root.toString();
    const whole = isRoot(dialect, text);
    const doubt: Doubt | undefined = isTooLarge
      ? { kind: 'too-large', subject: '', at: { file, start: 0, end: 0 } }
      : undefined;
    const about = { file, text, version: this.#options.version(), whole, doubt };
    const run = inSlices(signal);
    const checked = await check(dialect, about, new WorkspaceFiles(root), run);
    const found = await this.#findings(checked, run);
    signal.throwIfAborted();
    const configuration = { root: file, dialect, whole, checked, findings: found };
    this.#known.set(file, configuration);
    this.#forgetParts(configuration);
    return configuration;
  }

  /** A part that was checked alone is no configuration of its own once what includes it is known. */
  #forgetParts({ root, checked }: Configuration): void {
    for (const [id, { whole }] of this.#known) {
      if (id !== root && !whole && checked.texts.has(id)) this.#known.delete(id);
    }
  }
}

function inSlices(signal?: AbortSignal): Run {
  const slicing = { now: () => performance.now(), pause: nextTurn };
  return (steps) => runInSlices(steps, slicing, signal);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A file that can be edited or was read from a disk: no output, no older version out of a repository. */
function isFile({ uri }: vscode.TextDocument): boolean {
  return (
    uri.scheme === 'untitled' ||
    (uri.scheme !== 'git' && vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== undefined)
  );
}
