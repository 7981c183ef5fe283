import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { type Checked, check } from '../../src/primaries/check.ts';
import { NEW_SOURCES, NOTIFY_TARGETS } from '../../src/primaries/cloudflareAddresses.ts';
import type { Addition } from '../../src/primaries/evaluation.ts';
import { applied, type Edit, opensMore } from '../../src/primaries/fixes.ts';
import { nodeFiles } from '../../src/primaries/nodeFiles.ts';
import { runAtOnce } from '../../src/primaries/steps.ts';
import { requireProgram } from '../support/dns/programs.ts';
import { SEED } from '../support/fuzz/seed.ts';
import { runCommand } from '../support/host/command.ts';
import { makeTemporaryFolder } from '../support/host/temporaryFolder.ts';
import { nsdProgram } from '../support/primaries/nsd.ts';
import { configuration } from '../support/primaries/nsdConfigurations.ts';
import { assertAgreement, forEachTrial } from '../support/primaries/trials.ts';

const CONFIGURATIONS = 220;
const EDITED = 30;

describe('what is said of an nsd.conf', () => {
  it(`is what NSD does, for ${CONFIGURATIONS} configurations`, async () => {
    await assertAgreement(nsdProgram, configuration, CONFIGURATIONS);
  });
});

const SOURCES = NEW_SOURCES.map(({ prefix }) => prefix);
const TARGETS = NOTIFY_TARGETS.map(({ prefix }) => prefix);

describe('an edit of an nsd.conf', () => {
  it(`leaves a file that nsd-checkconf takes, and opens nothing else, for ${EDITED} configurations`, async () => {
    await forEachTrial(fc.sample(configuration, { numRuns: EDITED, seed: SEED + 1 }), async (trial) => {
      const folder = makeTemporaryFolder();
      try {
        const root = path.join(folder.path, trial.root);
        const files = Object.entries(trial.files({ folder: folder.path, port: 5353 }));
        const texts = new Map(files.map(([name, text]) => [path.join(folder.path, name), text]));
        write(texts);
        await accepts(root);
        const before = await checkFile(root);
        for (const { edit, isRight } of editsOf(before)) {
          write(applied(texts, [edit]));
          await accepts(root);
          assert.ok(isRight(await checkFile(root)), JSON.stringify(edit));
        }
      } finally {
        folder.remove();
      }
    });
  });
});

interface Tried {
  readonly edit: Edit;
  /** Whether the configuration says after it what it should. */
  isRight(after: Checked): boolean;
}

/** What is added to each zone's lists and beside each element, and what is left without the last element. */
function editsOf(before: Checked): readonly Tried[] {
  const { zones, mentions } = before.evaluation;
  const opensNothing = (after: Checked): boolean => !opensMore(before, after);
  return [
    ...zones.flatMap(({ name, transfer }) =>
      inserted(transfer.addition, SOURCES, (after) => opensNothing(after) && transfersTo(after, name)),
    ),
    ...zones.flatMap(({ name, notify }) =>
      inserted(notify.addition, TARGETS, (after) => opensNothing(after) && notifies(after, name)),
    ),
    ...mentions.flatMap(({ beside, role }) =>
      inserted(beside, role === 'transfer' ? SOURCES : TARGETS, opensNothing),
    ),
    ...mentions.slice(-1).map(({ element }) => ({
      edit: { at: element, text: '' },
      isRight: ({ evaluation }: Checked) => evaluation.mentions.length === mentions.length - 1,
    })),
  ];
}

function inserted(
  addition: Addition | undefined,
  prefixes: readonly string[],
  isRight: Tried['isRight'],
): readonly Tried[] {
  if (addition === undefined) return [];
  const { file, offset } = addition;
  return [{ edit: { at: { file, start: offset, end: offset }, text: addition.render(prefixes) }, isRight }];
}

function transfersTo({ zones }: Checked, name: string): boolean {
  const judged = zones.find(({ zone }) => zone.name === name);
  return judged?.transfer.ipv4 === 'allowed' && judged.transfer.ipv6 === 'allowed';
}

function notifies({ zones }: Checked, name: string): boolean {
  const judged = zones.find(({ zone }) => zone.name === name);
  return judged?.notify.every(({ decision }) => decision.kind === 'sends') ?? false;
}

function write(texts: ReadonlyMap<string, string>): void {
  for (const [file, text] of texts) writeFileSync(file, text);
}

async function accepts(root: string): Promise<void> {
  await runCommand([requireProgram('nsd-checkconf'), root]);
}

async function checkFile(file: string): Promise<Checked> {
  const read = await nodeFiles.read(file);
  assert.ok(read.ok);
  const root = { file, text: read.text, version: nsdProgram.version, whole: true };
  return check('nsd', root, nodeFiles, async (steps) => runAtOnce(steps));
}
