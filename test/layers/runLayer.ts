import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { withOwnNodeFirst } from '../support/host/environment.ts';
import { projectFolder } from '../support/host/paths.ts';
import { onProcessEnd } from '../support/host/processEnd.ts';
import { hasProcessGroups, signalGroup } from '../support/host/processGroup.ts';
import { makeTemporaryFolder } from '../support/host/temporaryFolder.ts';
import type { Layer } from './layers.ts';
import { grepVariable, type Results, resultsVariable } from './mocha.ts';
import type { Outcome } from './outcome.ts';

const limitMs = 20 * 60_000;

/** Resolves to why the command failed, or undefined. It ends with this process. */
function problemOf(command: Layer['command'], env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const [file, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: projectFolder,
      env: withOwnNodeFirst(env),
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: hasProcessGroups,
    });
    const release = onProcessEnd(() => signalGroup(child, 'SIGTERM'));
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      signalGroup(child, 'SIGTERM');
    }, limitMs);
    const settle = (problem: string | undefined): void => {
      clearTimeout(timer);
      release();
      resolve(late ? `did not finish within ${limitMs / 60_000} minutes` : problem);
    };
    child.on('error', (error) => settle(`could not be started: ${error.message}`));
    child.on('exit', (code, signal) =>
      settle(code === 0 ? undefined : `ended with ${signal ?? `code ${code}`}`),
    );
  });
}

function mochaFailures(results: Results, problem: string | undefined): readonly string[] {
  if (results.failures.length > 0) return results.failures;
  if (problem !== undefined) return [problem];
  return results.passed === 0 ? ['no test ran'] : [];
}

async function runMochaLayer(layer: Layer, grep: string): Promise<Pick<Outcome, 'passed' | 'failures'>> {
  const folder = makeTemporaryFolder();
  try {
    const file = path.join(folder.path, 'results.json');
    const problem = await problemOf(layer.command, {
      ...process.env,
      [resultsVariable]: file,
      [grepVariable]: grep,
    });
    if (!existsSync(file)) return { passed: 0, failures: [problem ?? 'ended without results'] };
    const results: Results = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: results.passed, failures: mochaFailures(results, problem) };
  } finally {
    folder.remove();
  }
}

async function runCommandLayer(layer: Layer): Promise<Pick<Outcome, 'passed' | 'failures'>> {
  const problem = await problemOf(layer.command, process.env);
  return problem === undefined ? { passed: 1, failures: [] } : { passed: 0, failures: [problem] };
}

/** Runs one layer; `grep` is a regular expression for the titles of mocha's tests, empty for all. */
export async function runLayer(layer: Layer, grep: string): Promise<Outcome> {
  const start = performance.now();
  console.log(`\n── ${layer.name}`);
  const counts = await (layer.counts === 'mocha' ? runMochaLayer(layer, grep) : runCommandLayer(layer));
  return { layer: layer.name, ...counts, seconds: (performance.now() - start) / 1000 };
}
