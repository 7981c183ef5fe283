import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { readAddress } from '../../src/primaries/addressRange.ts';
import { NEW_SOURCES, NOTIFY_TARGETS } from '../../src/primaries/cloudflareAddresses.ts';
import { opensMore } from '../../src/primaries/fixes.ts';
import { freeServer } from '../support/dns/freeServer.ts';
import { SEED } from '../support/fuzz/seed.ts';
import { makeTemporaryFolder } from '../support/host/temporaryFolder.ts';
import { type Agreement, agreement, textOf } from '../support/primaries/agreement.ts';
import { checkSettings, fillDatabase, pdnsProgram, printedMetadata } from '../support/primaries/pdns.ts';
import { type Configuration, configuration, trialOf } from '../support/primaries/pdnsConfigurations.ts';
import { checkedTrial, offersOf, withAddition } from '../support/primaries/pdnsEdits.ts';
import { notifiedBy } from '../support/primaries/pdnsNotify.ts';

const CONFIGURATIONS = 220;
const EDITED = 50;
/** As many servers run at a time. */
const SERVERS = 2;

const SOURCES = NEW_SOURCES.map(({ prefix }) => prefix);
const TARGETS = NOTIFY_TARGETS.map(({ prefix }) => prefix);

/** Does something with many configurations, some at a time. */
async function forEach(
  count: number,
  seed: number,
  act: (one: Configuration, index: number) => Promise<void>,
): Promise<void> {
  const waiting = fc.sample(configuration, { numRuns: count, seed }).entries();
  const work = async (): Promise<void> => {
    for (const [index, one] of waiting) await act(one, index);
  };
  await Promise.all(Array.from({ length: SERVERS }, work));
}

const [FIRST, SECOND, THIRD, FOURTH] = TARGETS;
const NATIVE = ['type master;', 'type native;', ''];

/** What decides about NOTIFY: settings, types of zones, `also-notify` of the file of zones, metadata. */
const NOTIFYING: readonly (readonly [
  string,
  readonly string[],
  readonly string[],
  string,
  Configuration['metadata'],
])[] = [
  [
    'settings',
    [`also-notify=${FIRST},${SECOND}:5300,[${THIRD}]:53,${FOURTH}`, 'only-notify=192.0.2.1'],
    NATIVE,
    '',
    undefined,
  ],
  [
    'a list for all zones',
    [`also-notify=${FIRST}`],
    NATIVE,
    `also-notify { ${SECOND}; ${THIRD}; };`,
    undefined,
  ],
  [
    "zones' own lists",
    [`also-notify=${FIRST}`],
    [`type native; also-notify { ${SECOND}; };`, `type master; also-notify { ${THIRD}; };`, 'type native;'],
    '',
    undefined,
  ],
  [
    'metadata',
    [`also-notify=${FIRST}`],
    NATIVE,
    '',
    {
      'one.example': { 'ALSO-NOTIFY': [SECOND ?? '', `[${THIRD}]:5300`] },
      'two.example': { 'ALSO-NOTIFY': [SECOND ?? ''] },
    },
  ],
];

/** The address of a target at port 53, written in one way; undefined for one at another port. */
function addressOf(target: string): string | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^[\]]+?))(?::(\d+))?$/.exec(target) ?? [];
  const isWhole = readAddress(target) !== undefined;
  const address = readAddress(isWhole ? target : (bracketed ?? plain ?? ''));
  return address && (isWhole || port === '53') ? textOf(address) : undefined;
}

describe('PowerDNS and the check of its configuration', () => {
  it(`agree about who may transfer, for ${CONFIGURATIONS} configurations`, async () => {
    const all: Agreement[] = [];
    await forEach(CONFIGURATIONS, SEED, async (one) => {
      all.push(await agreement(pdnsProgram, trialOf(one)));
    });
    assert.deepEqual(
      all.flatMap(({ disagreements }) => disagreements),
      [],
    );
    const compared = all.reduce((sum, one) => sum + one.compared, 0);
    const cannotTell = all.reduce((sum, one) => sum + one.cannotTell, 0);
    assert.ok(cannotTell < 0.05 * (compared + cannotTell), `${cannotTell} beside ${compared} cannot be told`);
  });

  it(`agree about it after an edit, for ${EDITED} configurations`, async () => {
    let edited = 0;
    await forEach(EDITED, SEED + 1, async (one, index) => {
      const trial = trialOf(one);
      const before = await checkedTrial(trial);
      const offers = offersOf(before);
      const offer = offers[index % Math.max(offers.length, 1)];
      if (offer === undefined) return;
      const after = withAddition(trial, offer.addition, offer.role === 'transfer' ? SOURCES : TARGETS);
      const checked = await checkedTrial(after);
      assert.equal(opensMore(before, checked), false);
      const { disagreements } = await agreement(pdnsProgram, after);
      assert.deepEqual(disagreements, []);
      if (offer.isForZone) {
        assert.ok(
          checked.zones.some(({ transfer, notify }) =>
            offer.role === 'transfer'
              ? transfer.ipv4 === 'allowed'
              : notify.every(({ decision }) => decision.kind !== 'does-not-send'),
          ),
        );
      }
      edited += 1;
    });
    assert.ok(edited > EDITED / 2);
  });

  it('agree about how metadata are printed', async () => {
    const [one] = fc.sample(configuration, { numRuns: 1, seed: SEED });
    assert.ok(one);
    const metadata = {
      'one.example': { 'ALLOW-AXFR-FROM': ['104.30.167.163', 'AUTO-NS'], 'TSIG-ALLOW-AXFR': ['Second'] },
      'two.example': {},
      'three.example': {},
    };
    const folder = makeTemporaryFolder();
    try {
      const trial = trialOf({ ...one, included: {}, metadata, hasKeyList: true });
      const files = trial.files({ folder: folder.path, port: 5300 });
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder.path, name), text);
      await fillDatabase(folder.path);
      await checkSettings(folder.path);
      assert.equal(await printedMetadata(folder.path, trial.zones), files['zones.meta']);
    } finally {
      folder.remove();
    }
  });

  for (const [title, settings, types, listed, metadata] of NOTIFYING) {
    it(`agree about whom NOTIFY is sent to, with ${title}`, async () => {
      const trial = trialOf({
        settings: ['primary=yes', ...settings],
        included: {},
        types,
        listed,
        metadata,
        hasKeyList: false,
        fromMetadata: false,
      });
      const folder = makeTemporaryFolder();
      try {
        const place = { folder: folder.path, port: (await freeServer()).port };
        const notified = await notifiedBy(trial, place);
        const { zones } = await checkedTrial(trial);
        for (const { zone, notify } of zones) {
          const real = notified
            .filter((one) => one.zone === zone.name)
            .map(({ target }) => addressOf(target));
          assert.deepEqual(
            notify.map(({ decision }) => decision.kind),
            notify.map(({ target }) => (real.includes(addressOf(target.prefix)) ? 'sends' : 'does-not-send')),
            zone.name,
          );
        }
      } finally {
        folder.remove();
      }
    });
  }
});
