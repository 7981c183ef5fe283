import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onProcessEnd } from '../host/processEnd.ts';
import { hasProcessGroups, signalGroup } from '../host/processGroup.ts';
import { until } from './until.ts';

/** A server in the foreground, with what it logs. It ends with this process. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #release: () => void;
  readonly #log: string[] = [];

  /** @param onLine is told each line of the log as it is written */
  constructor(command: readonly [string, ...string[]], onLine: (line: string) => void = () => {}) {
    const [file, ...args] = command;
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: hasProcessGroups });
    this.#child = child;
    this.#release = onProcessEnd(() => signalGroup(child, 'SIGKILL'));
    child.on('error', (error) => this.#log.push(String(error)));
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        this.#log.push(line);
        onLine(line);
      });
    }
  }

  /** Resolves when the server has logged such a line. @throws when it ends before, or after too long */
  async logged(pattern: RegExp): Promise<void> {
    const hasLogged = (): boolean => this.#log.some((line) => pattern.test(line));
    await until(`${pattern}`, hasLogged, (found) => found || this.#hasEnded).catch((error: unknown) => {
      throw new Error(this.#log.join('\n'), { cause: error });
    });
    if (!hasLogged()) throw new Error(`The server ended:\n${this.#log.join('\n')}`);
  }

  /** Makes it as one that hangs: its ports are open, and nothing answers. */
  freeze(): void {
    signalGroup(this.#child, 'SIGSTOP');
  }

  thaw(): void {
    signalGroup(this.#child, 'SIGCONT');
  }

  /** Ends it at once, frozen or not, and resolves when it is gone. */
  async stop(): Promise<void> {
    if (!this.#hasEnded) {
      const end = once(this.#child, 'close');
      signalGroup(this.#child, 'SIGKILL');
      await end;
    }
    this.#release();
  }

  get #hasEnded(): boolean {
    return this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}
