import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import type { Checked } from '../../../src/primaries/checkFiles.ts';
import { NEW_SOURCES, NOTIFY_TARGETS } from '../../../src/primaries/cloudflareAddresses.ts';
import type { Addition } from '../../../src/primaries/evaluation.ts';
import { applied, type Edit, opensMore } from '../../../src/primaries/fixes.ts';
import { SEED } from '../fuzz/seed.ts';
import { makeTemporaryFolder } from '../host/temporaryFolder.ts';
import { checkFile, type Place, type Program, type Trial } from './agreement.ts';
import { forEachTrial } from './trials.ts';

/** What is added to lists of transfer clients, and to lists of NOTIFY targets. */
export const SOURCES = NEW_SOURCES.map(({ prefix }) => prefix);
export const TARGETS = NOTIFY_TARGETS.map(({ prefix }) => prefix);

/** An edit that is tried. */
export interface Tried {
  readonly edit: Edit;
  /** Whether the configuration says after it what it should. */
  isRight(after: Checked): boolean;
}

export interface Edited {
  readonly program: Program;
  readonly configuration: fc.Arbitrary<Trial>;
  /** How many configurations are edited. */
  readonly count: number;
  /** Resolves when the server's own tool takes a configuration. @throws when it does not */
  accepts(root: string): Promise<unknown>;
  editsOf(before: Checked): readonly Tried[];
}

/** Fails where the server's tool does not take a configuration after an edit, or where that says something else. */
export async function assertEdits({
  program,
  configuration,
  count,
  accepts,
  editsOf,
}: Edited): Promise<void> {
  let tried = 0;
  await forEachTrial(fc.sample(configuration, { numRuns: count, seed: SEED + 1 }), async (trial) => {
    const folder = makeTemporaryFolder();
    try {
      const root = path.join(folder.path, trial.root);
      const texts = textsOf(trial, { folder: folder.path, port: 5353 });
      writeTexts(texts);
      await accepts(root);
      for (const { edit, isRight } of editsOf(await checkFile(program, root))) {
        writeTexts(applied(texts, [edit]));
        await accepts(root);
        assert.ok(isRight(await checkFile(program, root)), JSON.stringify(edit));
        tried += 1;
      }
    } finally {
      folder.remove();
    }
  });
  assert.ok(tried > count, `${tried} edits were tried`);
}

/** What is added to each zone's lists: it is enough, and opens the zones to nothing else. */
export function additionsTo(before: Checked): readonly Tried[] {
  return before.evaluation.zones.flatMap(({ transfer, notify }, index) => [
    ...inserted(transfer.addition, SOURCES, (after) => !opensMore(before, after) && transfers(after, index)),
    ...inserted(notify.addition, TARGETS, (after) => !opensMore(before, after) && notifies(after, index)),
  ]);
}

/** An insertion, where one can be made. */
export function inserted(
  addition: Addition | undefined,
  prefixes: readonly string[],
  isRight: Tried['isRight'],
): readonly Tried[] {
  if (addition === undefined) return [];
  const { file, offset } = addition;
  return [{ edit: { at: { file, start: offset, end: offset }, text: addition.render(prefixes) }, isRight }];
}

/** A zone of a view may be reached by no request of Cloudflare's. */
function transfers({ zones }: Checked, index: number): boolean {
  const judged = zones[index];
  const isReached = judged?.zone.view === undefined;
  return !isReached || (judged?.transfer.ipv4 === 'allowed' && judged.transfer.ipv6 === 'allowed');
}

function notifies({ zones }: Checked, index: number): boolean {
  return zones[index]?.notify.every(({ decision }) => decision.kind === 'sends') ?? false;
}

/** The texts of a trial, by their files. */
export function textsOf(trial: Trial, place: Place): Map<string, string> {
  return new Map(
    Object.entries(trial.files(place)).map(([name, text]) => [path.join(place.folder, name), text]),
  );
}

export function writeTexts(texts: ReadonlyMap<string, string>): void {
  for (const [file, text] of texts) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
