import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a script of this folder in a Node of its own and resolves to the JSON that it prints. */
export async function measure(
  script: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<unknown> {
  const file = path.join(import.meta.dirname, script);
  const { stdout } = await run(process.execPath, ['--expose-gc', file, ...args], {
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

/** A script that serves until it is stopped; it prints one line of JSON when it is ready. */
export async function serve(
  script: string,
  args: readonly string[] = [],
): Promise<AsyncDisposable & { readonly said: unknown }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const [line] = await once(createInterface(child.stdout), 'line');
  return {
    said: JSON.parse(String(line)),
    async [Symbol.asyncDispose]() {
      child.kill();
      await exit;
    },
  };
}
