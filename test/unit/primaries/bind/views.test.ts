import assert from 'node:assert/strict';
import { answer, answers, FIRST, OLD, SECOND, zone } from '../../../support/primaries/bindAnswers.ts';
import { reportOf, type TextOptions } from '../../../support/primaries/checked.ts';

const OPEN = zone('allow-transfer { any; };');

const KEYS = ['cf', 'in'].map((name) => `key ${name} { algorithm hmac-sha256; secret "c2VjcmV0"; };`);

/** What is said of the first source for the zone in the second of two views. */
async function second(
  first: string,
  own: string,
  before = '',
  options?: TextOptions,
): Promise<string | undefined> {
  const found = await reportOf(
    'bind',
    `${before} view one { ${first} }; view two { ${own} ${OPEN} };`,
    options,
  );
  const { answer: said, key } = found['a.example']?.sources[FIRST] ?? {};
  return key ? `${said} ${key}` : said;
}

describe('a view of BIND', () => {
  it('is reached by those that it matches and no view before does', async () => {
    assert.equal(await second('match-clients { 10/8; };', ''), 'allowed');
    assert.equal(await second('match-clients { 104/8; };', ''), 'refused');
    assert.equal(await second('', ''), 'refused');
    assert.equal(await second('match-clients { none; };', 'match-clients { 10/8; };'), 'refused');
    assert.equal(await second('match-clients { !104/8; any; };', ''), 'allowed');
  });

  it('is reached with a key that it matches', async () => {
    const keys = KEYS.join(' ');
    assert.equal(
      await second('match-clients { key in; };', 'match-clients { key cf; };', keys),
      'allowed-with-key cf',
    );
    assert.equal(await second('match-clients { !key cf; any; };', '', keys), 'allowed-with-key cf');
    assert.equal(await second('match-clients { any; };', 'match-clients { key cf; };', keys), 'refused');
  });

  it('refuses a signature of a key that it does not know', async () => {
    const [cf = '', inner = ''] = KEYS;
    const zoneWithKey = zone('allow-transfer { key in; };');
    const text = (keys: string): string => `${cf} view v { ${keys} ${zoneWithKey} }; view w { ${inner} };`;
    assert.equal(await answer(text('')), 'refused');
    assert.equal(await answer(text(inner.replace('c2VjcmV0', 'aaaa'))), 'allowed-with-key in');
  });

  it('for recursion alone is none for transfers', async () => {
    assert.equal(await second('match-recursive-only yes;', ''), 'allowed');
    assert.equal(await second('match-recursive-only no;', ''), 'refused');
    assert.equal(await second('', 'match-recursive-only yes;'), 'refused');
  });

  it('may depend on the server’s own address', async () => {
    assert.equal(await second('match-destinations { 192.0.2.1; };', ''), 'cannot-tell');
    assert.equal(await second('match-destinations { ::/0; };', ''), 'allowed');
    assert.equal(await second('match-destinations { none; };', ''), 'allowed');
    assert.equal(await second('match-destinations { any; };', ''), 'refused');
    assert.equal(await second('match-destinations { 192.0.2.1; }; match-clients { 10/8; };', ''), 'allowed');
  });

  it('is not told where a list or a file is not there', async () => {
    assert.equal(await second('match-clients { nobody; };', ''), 'cannot-tell');
    assert.equal(await second('include "gone.conf";', ''), 'cannot-tell');
    assert.equal(await second('match-clients { 10/8; };', '', 'include "views.conf";'), 'cannot-tell');
    assert.equal(await second('match-clients { 10/8; };', '', 'include "rndc.key";'), 'allowed');
    assert.equal(await second('match-clients { nobody; };', 'match-clients { 10/8; };'), 'refused');
  });

  it('is one of several with the same zone, of which a request reaches one', async () => {
    const text = `
      view old { match-clients { ${OLD}; }; ${zone('allow-transfer { any; };')} };
      view new { match-clients { ${FIRST}; }; ${zone('allow-transfer { none; };')} };
      view rest { ${zone(`allow-transfer { ${SECOND}; };`)} };`;
    const { sources } = (await reportOf('bind', text))['a.example'] ?? {};
    assert.equal(sources?.[OLD]?.answer, 'allowed');
    assert.equal(sources?.[FIRST]?.answer, 'refused');
    assert.equal(sources?.[SECOND]?.answer, 'allowed');
    assert.equal((await answers(text))[SECOND], 'refused');
  });
});
