import assert from 'node:assert/strict';
import { checkText } from '../../../support/primaries/checked.ts';

const TARGET = '172.65.30.82';
const KEY = 'key: name: k algorithm: sha256 secret: "c2VjcmV0"\n';

/** Whether NOTIFY is sent to a target, for a zone with these statements. */
async function sends(
  statements: readonly string[],
  before = '',
  target = TARGET,
): Promise<string | undefined> {
  const text = `${before}${['zone:', 'name: a.example', ...statements].join('\n  ')}\n`;
  const [zone] = (await checkText('nsd', text)).zones;
  assert.ok(zone);
  const decision = zone.notify.find((judged) => judged.target.prefix === target)?.decision;
  return decision?.kind === 'cannot-tell' ? decision.doubt.kind : decision?.kind;
}

describe('NOTIFY from NSD', () => {
  it('is sent to the addresses of the list alone', async () => {
    assert.equal(await sends([]), 'does-not-send');
    assert.equal(await sends([`notify: ${TARGET} NOKEY`]), 'sends');
    assert.equal(await sends(['notify: 172.65.50.145 NOKEY']), 'does-not-send');
    const six = '2606:4700:60:0:317:26ee:3bdf:5774';
    assert.equal(await sends(['notify: "2606:4700:60::317:26ee:3bdf:5774" NOKEY'], '', six), 'sends');
  });

  it('is sent for a pattern as well, and with a key', async () => {
    const pattern = `pattern:\n name: cf\n notify: ${TARGET} k\n`;
    assert.equal(await sends(['include-pattern: cf'], KEY + pattern), 'sends');
  });

  it('goes to port 53 or elsewhere', async () => {
    assert.equal(await sends([`notify: ${TARGET}@53 NOKEY`]), 'sends');
    assert.equal(await sends([`notify: ${TARGET}@5353 NOKEY`]), 'does-not-send');
  });

  it('is not told where a key or a pattern is not known', async () => {
    assert.equal(await sends([`notify: ${TARGET} lost`]), 'unknown-name');
    assert.equal(await sends(['include-pattern: lost']), 'unknown-name');
    assert.equal(await sends(['include-pattern: lost', `notify: ${TARGET} NOKEY`]), 'sends');
  });

  it('is not told of what NSD does not take', async () => {
    assert.equal(await sends([`notify: ${TARGET} BLOCKED`]), 'syntax');
    assert.equal(await sends(['notify: 172.65.30.0/24 NOKEY']), 'syntax');
    assert.equal(await sends(['notify: 192.0.2.0/24 NOKEY']), 'does-not-send');
    assert.equal(await sends(['notify: {{ target }} NOKEY']), 'placeholder');
    assert.equal(await sends([`notify: ${TARGET}`]), 'syntax');
  });
});
