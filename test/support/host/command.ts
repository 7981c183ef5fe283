import { spawn } from 'node:child_process';
import { onProcessEnd } from './processEnd.ts';
import { hasProcessGroups, signalGroup } from './processGroup.ts';

/** A command that could not be started or did not exit with 0; the message ends with its last lines. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';

  constructor(command: readonly string[], how: string, output: string) {
    const tail = output.trim().split('\n').slice(-30).join('\n');
    super(`${command.join(' ')} ${how}${tail ? `\n${tail}` : ''}`);
  }
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the command is ended and has failed; without it there is no limit. */
  readonly timeout?: number;
}

/**
 * Runs a command and resolves to what it printed.
 * @throws {CommandFailed} also when it is missing. It ends with this process.
 */
export function runCommand(
  command: readonly [string, ...string[]],
  options: CommandOptions = {},
): Promise<string> {
  const [file, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: hasProcessGroups,
      ...(options.timeout === undefined ? {} : { timeout: options.timeout, killSignal: 'SIGKILL' }),
    });
    const release = onProcessEnd(() => signalGroup(child, 'SIGKILL'));
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => {
      release();
      reject(new CommandFailed(command, `could not be started: ${error.message}`, output));
    });
    child.on('close', (code, signal) => {
      release();
      if (code === 0) resolve(output);
      else reject(new CommandFailed(command, `ended with ${signal ?? code}`, output));
    });
  });
}

/** Whether a command is there and answers `--version`. */
export async function answersVersion(file: string): Promise<boolean> {
  return runCommand([file, '--version'], { timeout: 30_000 }).then(
    () => true,
    () => false,
  );
}
