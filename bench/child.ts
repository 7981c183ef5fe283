import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { onProcessEnd } from '../test/support/host/processEnd.ts';

const run = promisify(execFile);
/** Milliseconds after which a script has failed. */
const LIMIT = 120_000;

/** Runs a script of this folder in a Node of its own and resolves to the JSON that it prints. */
export async function measure(
  script: string,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<unknown> {
  const file = path.join(import.meta.dirname, script);
  const running = run(process.execPath, ['--expose-gc', file, ...args], {
    env: { ...process.env, ...env },
    timeout: LIMIT,
  });
  const release = onProcessEnd(() => running.child.kill('SIGKILL'));
  try {
    return JSON.parse((await running).stdout);
  } finally {
    release();
  }
}

/** A script that serves until it is stopped; it prints one line of JSON when it is ready. */
export async function serve(
  script: string,
  args: readonly string[] = [],
): Promise<AsyncDisposable & { readonly said: unknown }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const release = onProcessEnd(() => child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const [line] = await Promise.race([once(lines, 'line'), exit.then(() => [])]);
  if (line === undefined) {
    release();
    throw new Error(`${script} ended before it served`);
  }
  return {
    said: JSON.parse(String(line)),
    async [Symbol.asyncDispose]() {
      child.kill();
      await exit;
      release();
    },
  };
}
