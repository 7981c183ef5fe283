import assert from 'node:assert/strict';
import path from 'node:path';
import * as fc from 'fast-check';
import type { Checked } from '../../src/primaries/checkFiles.ts';
import { report } from '../../src/primaries/report.ts';
import { freeServer } from '../support/dns/freeServer.ts';
import { requireProgram } from '../support/dns/programs.ts';
import { SEED } from '../support/fuzz/seed.ts';
import { runCommand } from '../support/host/command.ts';
import { makeTemporaryFolder } from '../support/host/temporaryFolder.ts';
import { checkFile } from '../support/primaries/agreement.ts';
import { bindProgram, serverOptions, ZONE_TEXT } from '../support/primaries/bind.ts';
import { configuration } from '../support/primaries/bindConfigurations.ts';
import { haveTargets, notifiedBy, withLast } from '../support/primaries/bindNotify.ts';
import {
  additionsTo,
  assertEdits,
  inserted,
  SOURCES,
  TARGETS,
  textsOf,
  writeTexts,
} from '../support/primaries/edits.ts';
import { transfers } from '../support/primaries/transfer.ts';
import { assertAgreement } from '../support/primaries/trials.ts';

const CONFIGURATIONS = 200;
const NOTIFYING = 25;
const EDITED = 20;

const TELLING = { now: Date.now(), locale: 'en' };

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
        writeTexts(texts.set(root, withLast(texts.get(root) ?? '')));
        const { zones } = report(await checkFile(bindProgram, root), TELLING);
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
      writeTexts(
        new Map([
          [root, text],
          [path.join(folder.path, 'zone.db'), ZONE_TEXT],
        ]),
      );
      const said = report(await checkFile(bindProgram, root), TELLING).zones.map(
        ({ ipv4 }) => ipv4 === 'allowed',
      );
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
    await assertEdits({
      program: bindProgram,
      configuration,
      count: EDITED,
      accepts: (root) => runCommand([requireProgram('named-checkconf'), root]),
      editsOf: (before) => {
        const { mentions } = before.evaluation;
        return [
          ...additionsTo(before),
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
      },
    });
  });
});

function namesOf(zones: readonly { readonly zone: string }[]): readonly string[] {
  return zones.map(({ zone }) => zone).sort();
}
