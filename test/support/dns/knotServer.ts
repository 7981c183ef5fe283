import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../host/command.ts';
import { makeTemporaryFolder } from '../host/temporaryFolder.ts';
import { type KnotConfig, knotConfig } from './knotConfig.ts';
import { requireProgram } from './programs.ts';
import { ServerProcess } from './serverProcess.ts';

/** Milliseconds for one command of knotc. */
const commandLimit = 20_000;

/** What a Knot server is configured with but for the folder, which is its own and goes with it. */
export type KnotSettings = Omit<KnotConfig, 'folder'>;

/** A `knotd` of our own, unprivileged, in a temporary folder. */
export class KnotServer implements AsyncDisposable {
  readonly folder: string;
  readonly process: ServerProcess;
  readonly #removeFolder: () => void;

  private constructor(
    settings: KnotSettings,
    prepare: (folder: string) => void,
    onLine: ((line: string) => void) | undefined,
  ) {
    const folder = makeTemporaryFolder();
    this.folder = folder.path;
    this.#removeFolder = () => folder.remove();
    mkdirSync(path.join(this.folder, 'db'));
    prepare(this.folder);
    this.configure(settings);
    this.process = new ServerProcess([requireProgram('knotd'), '-c', this.#configFile], onLine);
  }

  /**
   * Starts it, and resolves when it takes commands.
   * @param prepare puts what it needs, such as zone files, into its folder
   */
  static async start(
    settings: KnotSettings,
    prepare: (folder: string) => void,
    onLine?: (line: string) => void,
  ): Promise<KnotServer> {
    const server = new KnotServer(settings, prepare, onLine);
    try {
      await server.process.logged(/control, binding to/);
      return server;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Writes the configuration; a running server takes it with `reload`. */
  configure(settings: KnotSettings): void {
    writeFileSync(this.#configFile, knotConfig({ ...settings, folder: this.folder }), { mode: 0o600 });
  }

  /** Runs a command of knotc(8) and resolves when it is done. @throws {CommandFailed} */
  async control(...command: readonly string[]): Promise<void> {
    const knotc = requireProgram('knotc');
    await runCommand([knotc, '-c', this.#configFile, '-b', '-f', ...command], { timeout: commandLimit });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process.stop();
    this.#removeFolder();
  }

  get #configFile(): string {
    return path.join(this.folder, 'knot.conf');
  }
}
