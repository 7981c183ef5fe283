import { check } from '../../src/primaries/checkFiles.ts';
import { findings } from '../../src/primaries/findings.ts';
import { runInSlices, type Steps } from '../../src/primaries/steps.ts';
import { memoryFiles } from '../../test/support/primaries/checked.ts';
import { median } from '../figure.ts';
import { largeConfiguration } from './largeConfiguration.ts';

const ZONES = 5000;
const ACLS = 50;
const EDITS = 15;

const slicing = {
  now: () => performance.now(),
  pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
};

/** Reads and judges a text as the editor does; resolves to the milliseconds that it took. */
async function timed(text: string): Promise<number> {
  const start = performance.now();
  const root = { file: '/named.conf', text, version: undefined, whole: true };
  const run = <T>(steps: Steps<T>): Promise<T> => runInSlices(steps, slicing);
  const checked = await check('bind', root, memoryFiles({}), run);
  const found = await run(findings(checked, { now: Date.now(), isSecondary: () => false }));
  if (checked.zones.length !== ZONES || found.length === 0) throw new Error('It was not read whole.');
  return performance.now() - start;
}

/** A key pressed in the middle of a text: a comment grows by a letter. */
function edited(text: string, index: number): string {
  const at = text.indexOf('\n', text.length / 2);
  return `${text.slice(0, at)} # ${'x'.repeat(index + 1)}${text.slice(at)}`;
}

const text = largeConfiguration(ZONES, ACLS);
const first = await timed(text);
const again: number[] = [];
for (let index = 0; index < EDITS; index += 1) again.push(await timed(edited(text, index)));
process.stdout.write(
  JSON.stringify({ zones: ZONES, acls: ACLS, characters: text.length, first, again: median(again) }),
);
