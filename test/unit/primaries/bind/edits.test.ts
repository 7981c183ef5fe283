import assert from 'node:assert/strict';
import type { Mention } from '../../../../src/primaries/evaluation.ts';
import { answers, FIRST, judged, SECOND, SIX, sent, zone } from '../../../support/primaries/bindAnswers.ts';
import {
  checkText,
  type TextOptions,
  withAdded,
  withoutElement,
} from '../../../support/primaries/checked.ts';

const NEW = [FIRST, SECOND, SIX];
const TARGETS = ['172.65.30.82', '172.65.50.145'];

async function mentions(text: string): Promise<readonly Mention[]> {
  return (await checkText('bind', text)).evaluation.mentions;
}

/** A text after addresses were added beside its first mention. */
async function beside(text: string, added: readonly string[] = [FIRST, SECOND]): Promise<string> {
  const [mention] = await mentions(text);
  assert.ok(mention?.beside);
  return withAdded(text, mention.beside, added);
}

/** A text without one of the addresses that it mentions. */
async function without(text: string, index = 0): Promise<string> {
  const mention = (await mentions(text))[index];
  assert.ok(mention);
  return withoutElement(text, mention);
}

/** A text after addresses were added for its zone. */
async function added(
  text: string,
  list: 'transfer' | 'notify',
  prefixes: readonly string[],
  options?: TextOptions,
): Promise<string> {
  const { addition } = (await judged(text, options)).zone[list];
  assert.ok(addition);
  return withAdded(text, addition, prefixes);
}

const LINES = `acl cf {
    10.0.0.0/8;           // office
    198.41.144.240/28;    // old
    ! 198.41.150.240/28;
};
`;

describe('an address in a named.conf', () => {
  it('is found in lists of clients and of targets, used or not', async () => {
    const text = `
      acl unused { !192.0.2/24; "any"; key k; };
      masters m { 172.65.30.82 port 53; other; };
      options { allow-transfer { { 198.51.100.1; }; }; allow-query { 203.0.113.1; }; };
      view v { match-clients { 2001:db8::/32; }; zone s { type secondary; also-notify { ::1; }; masters { ::2; }; }; };`;
    const found = (await mentions(text)).map(({ span, role }) => [role, text.slice(span.start, span.end)]);
    assert.deepEqual(found.sort(), [
      ['notify', '172.65.30.82'],
      ['notify', '::1'],
      ['transfer', '192.0.2/24'],
      ['transfer', '198.51.100.1'],
      ['transfer', '2001:db8::/32'],
    ]);
  });

  it('has others beside it in lines of the same style', async () => {
    const [, old, negative] = await mentions(LINES);
    assert.ok(old?.beside && negative?.beside);
    assert.equal(
      withAdded(LINES, old.beside, [FIRST, SECOND]),
      LINES.replace('// old\n', `// old\n    ${FIRST};\n    ${SECOND};\n`),
    );
    assert.equal(
      withAdded(LINES, negative.beside, [FIRST]),
      LINES.replace('! 198.41.150.240/28;', `! 198.41.150.240/28;\n    ! ${FIRST};`),
    );
  });

  it('has others beside it on its line where that is the style', async () => {
    assert.equal(await beside('acl cf { 10/8; any; };'), `acl cf { 10/8; ${FIRST}; ${SECOND}; any; };`);
    assert.equal(await beside('acl cf {10/8;any;};'), `acl cf {10/8;${FIRST};${SECOND};any;};`);
    assert.equal(await beside('acl cf {\r\n\t10/8;\r\n};', [SIX]), `acl cf {\r\n\t10/8;\r\n\t${SIX};\r\n};`);
    assert.equal(await beside('acl cf {\n  10/8; any;\n};', [SIX]), `acl cf {\n  10/8; ${SIX}; any;\n};`);
  });

  it('has others beside it with the port and the key that it has', async () => {
    assert.equal(
      await beside('primaries p { 172.65.30.82 port 53 key "k"; };', ['172.65.50.145']),
      'primaries p { 172.65.30.82 port 53 key "k"; 172.65.50.145 port 53 key "k"; };',
    );
  });

  it('has none beside it where the file is broken', async () => {
    assert.equal((await mentions('acl cf { 10/8 };'))[0]?.beside, undefined);
  });

  it('goes with its line and its remark', async () => {
    assert.equal(await without(LINES, 1), LINES.replace('\n    198.41.144.240/28;    // old', ''));
    assert.equal(await without('acl cf {\r\n\t10/8;\r\n};'), 'acl cf {\r\n};');
    assert.equal(await without('acl cf {\n\n  10/8;\n};'), 'acl cf {\n\n};');
    assert.equal(await without('acl cf {\n  // old\n  10/8;\n  any;\n};'), 'acl cf {\n  // old\n  any;\n};');
  });

  it('goes alone from a line with others', async () => {
    assert.equal(await without('acl cf { 10/8; any; };'), 'acl cf { any; };');
    assert.equal(await without('acl cf { any; 10/8; };'), 'acl cf { any; };');
    assert.equal(await without('acl cf {\n  // old\n  10/8; any;\n};'), 'acl cf {\n  // old\n   any;\n};');
    assert.equal(await without('acl cf { any; ! 10 / 8; /* x */ none; };'), 'acl cf { any; /* x */ none; };');
  });

  it('touches its neighbours, and never overlaps them', async () => {
    const found = await mentions(
      'acl cf {\n  192.0.2.1; 192.0.2.2;\n  192.0.2.3; // x\n  192.0.2.4;192.0.2.5; };',
    );
    for (const [index, { element }] of found.slice(1).entries()) {
      assert.ok((found[index]?.element.end ?? 0) <= element.start);
    }
    assert.equal(found[0]?.element.end, found[1]?.element.start);
  });
});

describe('an addition to a named.conf', () => {
  for (const [before, after] of [
    ['{ none; }', `{ ${NEW.join('; ')}; none; }`],
    ['{ !104/8; 10/8; }', `{ ${NEW.join('; ')}; !104/8; 10/8; }`],
    ['{ }', `{ ${NEW.join('; ')}; }`],
    ['{}', `{ ${NEW.join('; ')}; }`],
    ['{none;}', `{${NEW.join(';')};none;}`],
    [
      '{\n    10/8; // office\n  }',
      `{${NEW.map((prefix) => `\n    ${prefix};`).join('')}\n    10/8; // office\n  }`,
    ],
  ] as const) {
    it(`allows addresses at the beginning of a list, before all that could refuse them: ${before}`, async () => {
      const text = zone(`allow-transfer ${before};`);
      assert.equal(await added(text, 'transfer', NEW), text.replace(before, after));
      const found = await answers(await added(text, 'transfer', NEW));
      assert.deepEqual(
        NEW.map((prefix) => found[prefix]),
        ['allowed', 'allowed', 'allowed'],
      );
    });
  }

  it('is made to the list of the options where the zone has none', async () => {
    const text = `options { allow-transfer { none; }; };\n${zone()}`;
    assert.equal(await added(text, 'transfer', [FIRST]), text.replace('none;', `${FIRST}; none;`));
  });

  it('is a statement of the zone where there is no list, in its style', async () => {
    const about = { version: '9.20.1' };
    assert.equal(
      await added('zone a.example { type primary; };', 'transfer', [FIRST, SECOND], about),
      `zone a.example { type primary; allow-transfer { ${FIRST}; ${SECOND}; }; };`,
    );
    assert.equal(
      await added('zone a.example {\n\ttype primary; // x\n};', 'transfer', [FIRST], about),
      `zone a.example {\n\ttype primary; // x\n\tallow-transfer { ${FIRST}; };\n};`,
    );
    const targets = await added(zone(), 'notify', TARGETS);
    assert.match(targets, /file "a"; also-notify \{ 172\.65\.30\.82; 172\.65\.50\.145; \}; /);
    assert.equal(await sent(`options { };\n${targets}`), 'sends');
  });

  it('names the port of NOTIFY where another would be used', async () => {
    const text = zone('also-notify port 5353 { 192.0.2.1; };');
    const after = await added(text, 'notify', TARGETS);
    assert.match(after, /\{ 172\.65\.30\.82 port 53; 172\.65\.50\.145 port 53; 192\.0\.2\.1; \}/);
    assert.equal(await sent(after), 'sends');
    assert.equal(await sent(await added(`options { port 5353; };\n${zone()}`, 'notify', TARGETS)), 'sends');
  });

  it('is not offered where it would not help, or shut others out', async () => {
    const transfer = async (text: string, options?: TextOptions) =>
      (await judged(text, options)).zone.transfer.addition;
    assert.equal(await transfer(zone(), { version: '9.18' }), undefined);
    assert.equal(await transfer(zone()), undefined);
    assert.equal(await transfer(zone('allow-transfer transport tls { none; };')), undefined);
    assert.equal(await transfer('zone a.example { type primary; allow-transfer {'), undefined);
  });
});
