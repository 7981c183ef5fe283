import assert from 'node:assert/strict';
import { answer, answers, FIRST, OLD, SECOND, SIX, zone } from '../../../support/primaries/bindAnswers.ts';

/** What a list says of Cloudflare's first new source. */
function said(list: string, before = ''): Promise<string | undefined> {
  return answer(`${before}\n${zone(`allow-transfer { ${list} };`)}`);
}

const KEYS = ['cf', 'other']
  .map((name) => `key ${name} { algorithm hmac-sha256; secret "c2VjcmV0"; };`)
  .join(' ');

describe('a list of BIND', () => {
  it('allows what it names, and refuses all else', async () => {
    const found = await answers(zone(`allow-transfer { ${FIRST}; 198.41.144.0/24; };`));
    assert.equal(found[FIRST], 'allowed');
    assert.equal(found[SECOND], 'refused');
    assert.equal(found[SIX], 'refused');
    assert.equal(found[OLD], 'allowed');
  });

  for (const [list, expected] of [
    ['', 'refused'],
    ['any;', 'allowed'],
    ['none;', 'refused'],
    ['!none;', 'allowed'],
    ['!any; 104/8;', 'refused'],
    ['"any";', 'allowed'],
    ['ANY;', 'allowed'],
    ['0/0;', 'allowed'],
    ['::/0;', 'refused'],
    ['104.30.167/24;', 'allowed'],
    ['104.30/16;', 'allowed'],
    ['104.30.167.160 / 27;', 'allowed'],
    [`!${FIRST}; 104/8;`, 'refused'],
    [`104/8; !${FIRST};`, 'allowed'],
    [`!10/8; ${FIRST};`, 'allowed'],
  ] as const) {
    it(`takes the first element that matches: { ${list} }`, async () => {
      assert.equal(await said(list), expected);
    });
  }

  it('is allowed in part where it has a part of a prefix', async () => {
    const found = await answers(zone('allow-transfer { 2a09:bac0:1000:c47::/65; 198.41.144.241; };'));
    assert.equal(found[SIX], 'partly');
    assert.equal(found[OLD], 'partly');
  });

  it('matches an address whether or not the request is signed', async () => {
    assert.equal(await said(`key cf; ${FIRST};`, KEYS), 'allowed');
    assert.equal(await said(`${FIRST}; !key cf;`, KEYS), 'allowed');
  });

  it('demands a key where no address is allowed', async () => {
    assert.equal(await said('key cf;', KEYS), 'allowed-with-key cf');
    assert.equal(await said('!10/8; key "CF.";', KEYS), 'allowed-with-key cf');
    assert.equal(await said('key other; key cf;', KEYS), 'allowed-with-key other');
    assert.equal(await said('!key other; key other; key cf;', KEYS), 'allowed-with-key cf');
    assert.equal(await said(`!${FIRST}; key cf;`, KEYS), 'refused');
  });

  it('demands a key of some addresses by the negation of all others', async () => {
    const list = `!{ !${OLD}; !104/8; any; }; key cf;`;
    const found = await answers(`${KEYS}\n${zone(`allow-transfer { ${list} };`)}`);
    assert.equal(found[FIRST], 'allowed-with-key cf');
    assert.equal(found[OLD], 'allowed-with-key cf');
    assert.equal(found[SIX], 'refused');
  });

  it('goes on after a nested list that excludes', async () => {
    assert.equal(await said(`{ !${FIRST}; any; }; 104/8;`), 'allowed');
    assert.equal(await said(`!{ !${FIRST}; any; }; 104/8;`), 'allowed');
    assert.equal(await said(`!{ ${FIRST}; }; 104/8;`), 'refused');
  });

  it('takes names of others, wherever they stand and however they are written', async () => {
    assert.equal(await said('Cloud;', `acl "cloud" { inner; };\nacl inner { ${FIRST}; };`), 'allowed');
    assert.equal(await answer(`${zone('allow-transfer { later; };')}acl later { 104/8; };`), 'allowed');
    assert.equal(await said('!cf; any;', `acl cf { ${FIRST}; };`), 'refused');
  });

  it('excludes a prefix that an excluded list repeats, as the server merges the two', async () => {
    const acls = `acl cf { ${FIRST}; }; acl both { cf; !key k; };`;
    assert.equal(await said('cf; !cf;', acls), 'refused');
    assert.equal(await said(`${FIRST}; !cf;`, acls), 'refused');
    assert.equal(await said(`${FIRST}; !${FIRST};`, acls), 'allowed');
    assert.equal(await said('104/8; !cf;', acls), 'allowed');
    assert.equal(
      await said(`${FIRST}; !both;`, `${acls} ${KEYS} key k { algorithm hmac-md5; secret "aaaa"; };`),
      'allowed',
    );
    assert.equal(await said('any; !{ 0/0; };'), 'refused');
  });

  it('is of no use for a transport that Cloudflare does not use', async () => {
    const terms = (words: string): Promise<string | undefined> =>
      answer(zone(`allow-transfer ${words} { any; };`));
    assert.equal(await terms('transport tls'), 'refused');
    assert.equal(await terms('port 853 transport tls'), 'refused');
    assert.equal(await terms('transport TCP'), 'allowed');
    assert.equal(await terms('port 53'), 'allowed');
    assert.equal(await terms('port 5353'), 'cannot-tell transport port 5353');
    assert.equal(await terms('transport carrier-pigeon'), 'cannot-tell syntax allow-transfer');
    assert.equal(await terms('transport tcp port 53'), 'cannot-tell syntax allow-transfer');
    assert.equal(await answer(zone('allow-transfer port 5353 { none; };')), 'refused');
  });
});

describe('an element that is not understood', () => {
  for (const [list, expected] of [
    ['localhost;', 'cannot-tell server-knows localhost'],
    ['localnets;', 'cannot-tell server-knows localnets'],
    ['geoip country DE;', 'cannot-tell server-knows geoip'],
    ['nobody;', 'cannot-tell unknown-name nobody'],
    ['"10.0.0.0/8";', 'cannot-tell unknown-name 10.0.0.0/8'],
    ['key nobody;', 'cannot-tell unknown-name nobody'],
    [`${FIRST}/24;`, `cannot-tell syntax ${FIRST}/24`],
    ['10;', 'cannot-tell syntax 10'],
    ['!!10/8;', 'cannot-tell syntax !'],
    ['ecs 10/8;', 'cannot-tell syntax ecs'],
    ['include "more.conf";', 'cannot-tell syntax include'],
    ['{{ clients }};', 'cannot-tell placeholder {{ clients }}'],
    ['@CLIENTS@;', 'cannot-tell placeholder @CLIENTS@'],
    ['"{{ acl }}";', 'cannot-tell placeholder {{ acl }}'],
    [`\${CLIENTS}; any;`, `cannot-tell placeholder \${CLIENTS}`],
    ['any', 'cannot-tell syntax any'],
  ] as const) {
    it(`leaves the answer open: { ${list} }`, async () => {
      assert.equal(await said(list), expected);
    });
  }

  for (const [list, expected] of [
    [`${FIRST}; localnets;`, 'allowed'],
    [`localhost; ${FIRST};`, 'allowed'],
    ['!localnets;', 'refused'],
    [`!${FIRST}; nobody; any;`, 'refused'],
    ['!{ !localnets; any; }; none;', 'refused'],
    [`{ nobody; ${FIRST}; };`, 'allowed'],
  ] as const) {
    it(`does not, where the answer is the same either way: { ${list} }`, async () => {
      assert.equal(await said(list), expected);
    });
  }

  it('is a list that names itself, or one that is there twice', async () => {
    assert.equal(await said('a;', 'acl a { b; }; acl b { a; };'), 'cannot-tell syntax a');
    assert.equal(await said('a;', `acl a { ${FIRST}; }; acl A { none; };`), 'cannot-tell syntax a');
    assert.equal(await said('a;', `acl a { ${FIRST}; }`), 'cannot-tell syntax a');
  });
});
