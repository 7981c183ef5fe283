import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { type Checked, check } from '../../src/primaries/check.ts';
import { NEW_SOURCES, NOTIFY_TARGETS } from '../../src/primaries/cloudflareAddresses.ts';
import type { Addition } from '../../src/primaries/evaluation.ts';
import { applied, type Edit, opensMore } from '../../src/primaries/fixes.ts';
import { nodeFiles } from '../../src/primaries/nodeFiles.ts';
import { report } from '../../src/primaries/report.ts';
import { runAtOnce } from '../../src/primaries/steps.ts';
import { freeServer } from '../support/dns/freeServer.ts';
import { requireProgram } from '../support/dns/programs.ts';
import { SEED } from '../support/fuzz/seed.ts';
import { runCommand } from '../support/host/command.ts';
import { makeTemporaryFolder } from '../support/host/temporaryFolder.ts';
import type { Trial } from '../support/primaries/agreement.ts';
import { bindProgram, serverOptions, ZONE_TEXT } from '../support/primaries/bind.ts';
import { configuration } from '../support/primaries/bindConfigurations.ts';
import { haveTargets, notifiedBy, withLast } from '../support/primaries/bindNotify.ts';
import { transfers } from '../support/primaries/transfer.ts';
import { assertAgreement, forEachTrial } from '../support/primaries/trials.ts';

const CONFIGURATIONS = 200;
const NOTIFYING = 25;
const EDITED = 20;

const TELLING = { now: Date.now(), locale: 'en' };

const SOURCES = NEW_SOURCES.map(({ prefix }) => prefix);
const TARGETS = NOTIFY_TARGETS.map(({ prefix }) => prefix);

describe('what is said of a named.conf', () => {
  it(`is what BIND does, for ${CONFIGURATIONS} configurations`, async () => {
    await assertAgreement(bindProgram, configuration, CONFIGURATIONS);
  });

  it(`of NOTIFY is what BIND sends, for ${NOTIFYING} configurations`, async () => {
    await haveTargets();
    for (const trial of fc.sample(configuration, { numRuns: NOTIFYING, seed: SEED + 2 })) {
      const folder = makeTemporaryFolder();
      try {
        const place = { folder: folder.path, port: (await freeServer()).port };
        const root = path.join(folder.path, trial.root);
        const texts = textsOf(trial, place);
        write(texts.set(root, withLast(texts.get(root) ?? '')));
        const { zones } = report(await checkFile(root), TELLING);
        const said = TARGETS.map((target) => namesOf(zones.filter(({ notify }) => notify[target] === true)));
        const sent = await notifiedBy(trial, place, said.flat().length);
        assert.deepEqual(
          TARGETS.map((target) => [...(sent.get(target) ?? [])].sort()),
          said,
          JSON.stringify([...texts]),
        );
      } finally {
        folder.remove();
      }
    }
  });

  it('of a port is what BIND does at port 53', async () => {
    const folder = makeTemporaryFolder();
    try {
      const place = { folder: folder.path, port: 53 };
      const root = path.join(folder.path, 'named.conf');
      const list = `{ ${SOURCES.join('; ')}; }`;
      const zones = {
        'a.test': 'port 53',
        'b.test': 'port 53 transport tcp',
        'c.test': 'port 5353 transport tls',
      };
      const text = [
        `controls { }; options { ${serverOptions(place).join(' ')} };`,
        ...Object.entries(zones).map(
          ([zone, terms]) =>
            `zone ${zone} { type primary; file "zone.db"; allow-transfer ${terms} ${list}; };`,
        ),
      ].join('\n');
      write(
        new Map([
          [root, text],
          [path.join(folder.path, 'zone.db'), ZONE_TEXT],
        ]),
      );
      const said = report(await checkFile(root), TELLING).zones.map(({ ipv4 }) => ipv4 === 'allowed');
      await using _server = await bindProgram.start(root, place, Object.keys(zones));
      const from = '104.30.167.163';
      const asked = Object.keys(zones).map((zone) => transfers({ zone, port: 53, from, key: undefined }));
      assert.deepEqual(await Promise.all(asked), said);
    } finally {
      folder.remove();
    }
  });
});

describe('an edit of a named.conf', () => {
  it(`leaves a file that named-checkconf takes, and opens nothing else, for ${EDITED} configurations`, async () => {
    await forEachTrial(fc.sample(configuration, { numRuns: EDITED, seed: SEED + 1 }), async (trial) => {
      const folder = makeTemporaryFolder();
      try {
        const root = path.join(folder.path, trial.root);
        const texts = textsOf(trial, { folder: folder.path, port: 5353 });
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

/** What is added to each zone's lists and beside each element, and what is left without an element. */
function editsOf(before: Checked): readonly Tried[] {
  const { zones, mentions } = before.evaluation;
  const opensNothing = (after: Checked): boolean => !opensMore(before, after);
  return [
    ...zones.flatMap(({ name, view, transfer }) =>
      inserted(
        transfer.addition,
        SOURCES,
        (after) => opensNothing(after) && (view !== undefined || transfersTo(after, name)),
      ),
    ),
    ...zones.flatMap((zone, index) =>
      inserted(zone.notify.addition, TARGETS, (after) => opensNothing(after) && notifies(after, index)),
    ),
    ...mentions.flatMap(({ beside, role }) =>
      inserted(
        beside,
        role === 'transfer' ? SOURCES : TARGETS,
        ({ evaluation }) => evaluation.mentions.length > mentions.length,
      ),
    ),
    ...mentions.map(({ element }) => ({
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

function notifies({ zones }: Checked, index: number): boolean {
  return zones[index]?.notify.every(({ decision }) => decision.kind === 'sends') ?? false;
}

function namesOf(zones: readonly { readonly zone: string }[]): readonly string[] {
  return zones.map(({ zone }) => zone).sort();
}

function textsOf(
  trial: Trial,
  place: { readonly folder: string; readonly port: number },
): Map<string, string> {
  return new Map(
    Object.entries(trial.files(place)).map(([name, text]) => [path.join(place.folder, name), text]),
  );
}

function write(texts: ReadonlyMap<string, string>): void {
  for (const [file, text] of texts) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

async function accepts(root: string): Promise<void> {
  await runCommand([requireProgram('named-checkconf'), root]);
}

async function checkFile(file: string): Promise<Checked> {
  const read = await nodeFiles.read(file);
  assert.ok(read.ok);
  const root = { file, text: read.text, version: bindProgram.version, whole: true };
  return check('bind', root, nodeFiles, async (steps) => runAtOnce(steps));
}
