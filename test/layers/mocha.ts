import { writeFileSync } from 'node:fs';
import type { MochaOptions, Runner } from 'mocha';

/** What a run of mocha leaves for the command that started it. A pending test has failed. */
export interface Results {
  readonly passed: number;
  readonly failures: readonly string[];
}

/** The variables that say where the results go (a file) and which tests run (a regular expression; empty: all). */
export const resultsVariable = 'TEST_RESULTS';
export const grepVariable = 'TEST_GREP';

function titleOf(test: { titlePath(): string[] }): string {
  return test.titlePath().join(' › ');
}

function options(timeout: number): MochaOptions {
  const grep = process.env[grepVariable];
  return {
    ui: 'bdd',
    reporter: 'spec',
    timeout,
    slow: timeout,
    forbidOnly: true,
    forbidPending: true,
    ...(grep ? { grep: new RegExp(grep) } : {}),
  };
}

async function collect(runner: Runner): Promise<Results> {
  let passed = 0;
  const failures: string[] = [];
  runner.on('pass', () => {
    passed += 1;
  });
  runner.on('fail', (test) => failures.push(titleOf(test)));
  await new Promise((resolve) => runner.on('end', resolve));
  return { passed, failures };
}

/**
 * Loads test files and runs them, here and now, with a limit in milliseconds for each test. Prints each result,
 * and writes all to the file that TEST_RESULTS names.
 */
export async function runMocha(
  files: readonly (() => Promise<unknown>)[],
  timeout: number,
): Promise<Results> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha(options(timeout));
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of files) await load();
  const results = await collect(mocha.run());
  const file = process.env[resultsVariable];
  if (file) writeFileSync(file, JSON.stringify(results));
  return results;
}
