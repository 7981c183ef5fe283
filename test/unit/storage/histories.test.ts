import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HistoryFiles, historiesText, readHistories } from '../../../src/storage/histories.ts';
import { appendObservation, type History } from '../../../src/storage/history.ts';
import { SimulatedClock } from '../../support/clock/simulatedClock.ts';
import { fileNameOf } from '../../support/values/identities.ts';
import { STORY, seen } from '../../support/values/story.ts';
import { NOW } from '../../support/values/zones.ts';

const ONE: History = appendObservation([], seen(5));
const LONG: History = STORY.reduce(appendObservation, ONE);
const HEADER = '{"version":1}';

function textOf(histories: ReadonlyMap<string, History>): string {
  return [...historiesText(histories)].join('');
}

describe('the histories of an identity’s zones in a file', () => {
  it('are read as they were written, long ones too', () => {
    const histories = new Map([
      ['z1', ONE],
      ['z2', LONG],
    ]);
    assert.deepEqual(readHistories(textOf(histories)), histories);
    assert.deepEqual(readHistories(textOf(new Map())), new Map());
  });

  it('come in pieces, so that those of thousands of zones need not be held at once', () => {
    const histories = new Map(Array.from({ length: 250 }, (_, index) => [`z${index}`, ONE]));
    const pieces = [...historiesText(histories)];
    assert.equal(pieces[0], `${HEADER}\n`);
    assert.deepEqual(
      pieces.slice(1).map((piece) => piece.split('\n').length - 1),
      [100, 100, 50],
    );
    assert.deepEqual(readHistories(pieces.join('')), histories);
  });

  for (const [what, text] of [
    ['an empty text', ''],
    ['another version', textOf(new Map([['z1', ONE]])).replace(HEADER, '{"version":2}')],
    ['a text without its first line', JSON.stringify(['z1', ONE])],
  ] as const) {
    it(`are not read from ${what}`, () => assert.equal(readHistories(text), undefined));
  }

  for (const [what, line] of [
    ['a torn line', '["z1",[1,'],
    ['a history without a zone', JSON.stringify(['', ONE])],
    ['a zone without a history', '["z1"]'],
    ['numbers that are no history', '["z1",[1]]'],
    ['words', '["z1",["a","b","c"]]'],
  ] as const) {
    it(`are read without ${what}`, () => {
      const text = [HEADER, line, JSON.stringify(['z2', ONE])].join('\n');
      assert.deepEqual(readHistories(text), new Map([['z2', ONE]]));
    });
  }

  it('lie on disk for each identity', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'histories-'));
    try {
      const errors: unknown[] = [];
      const open = () =>
        new HistoryFiles({
          folder,
          fileName: fileNameOf,
          clock: new SimulatedClock(NOW),
          delay: 1000,
          onError: (error) => errors.push(error),
          histories: (identityId) => new Map([[identityId, LONG]]),
        });
      const files = open();
      await files.wipeOthers(['me', 'you']);
      await Promise.all([files.read('me'), files.read('you')]);
      files.changed(['me', 'you']);
      await files.flush();
      assert.equal((await readdir(folder)).length, 2);
      assert.deepEqual(await open().read('you'), new Map([['you', LONG]]));
      assert.deepEqual(errors, []);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
