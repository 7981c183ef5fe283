import assert from 'node:assert/strict';
import { answer, answers, FIRST, SECOND, zone } from '../../../support/primaries/bindAnswers.ts';
import { checkText, reportOf } from '../../../support/primaries/checked.ts';

const ABOUT = { version: '9.18' };

describe('the text of a named.conf', () => {
  it('has comments of three kinds, anywhere', async () => {
    const text = `
      # options { allow-transfer { none; }; };
      zone a.example { // "
        type/* not secondary; */ primary; allow-transfer {
          # any;
          // any;
          /* any;
             any; */ ${FIRST}#;
          ;
        }; };`;
    const found = await answers(text);
    assert.equal(found[FIRST], 'allowed');
    assert.equal(found[SECOND], 'refused');
  });

  it('has strings with escapes and over several lines', async () => {
    const text = `key k { algorithm hmac-sha256; secret "c2Vj\n  cmV0"; };\nzone "a.example" { type primary; file "a\\";"; allow-transfer { "any"; }; };`;
    assert.equal(await answer(text), 'allowed');
    const { evaluation } = await checkText('bind', text);
    assert.equal(evaluation.keys[0]?.hasSecret('c2VjcmV0'), true);
  });

  it('has words in any case, and lines of any kind', async () => {
    assert.equal(
      await answer(
        `ZONE A.EXAMPLE IN {\r\n\tType PRIMARY;\r\n\tAllow-Transfer {\r\n\t\t${FIRST};\r\n\t};\r\n};\r\n`,
      ),
      'allowed',
    );
    assert.equal(await answer(`zone a.example{type primary;allow-transfer{!10/8;${FIRST};};};`), 'allowed');
  });

  it('is read on after a statement without its semicolon', async () => {
    const text = `zone a.example {\n  type primary\n  file "a"\n  allow-transfer { ${FIRST}; };\n}\nzone b.example { type primary; allow-transfer { any; }; };`;
    const found = await reportOf('bind', text);
    assert.equal(found['a.example']?.sources[FIRST]?.answer, 'allowed');
    assert.equal(found['b.example']?.sources[FIRST]?.answer, 'allowed');
  });

  it('is read on after a block without its brace', async () => {
    const text = `zone a.example {\n  type primary;\n  allow-transfer { ${FIRST};\n\nzone b.example { type primary; allow-transfer { any; }; };`;
    const found = await reportOf('bind', text, ABOUT);
    assert.equal(found['a.example']?.sources[FIRST]?.answer, 'cannot-tell');
    assert.equal(found['b.example']?.sources[FIRST]?.answer, 'allowed');
  });

  it('is read on after a string without its quote', async () => {
    const text = `zone a.example { type primary; file "a;\n  allow-transfer { any; };\n};\nzone b.example { type primary; allow-transfer { any; }; };`;
    const found = await reportOf('bind', text, ABOUT);
    assert.equal(found['b.example']?.sources[FIRST]?.answer, 'allowed');
  });

  it('may name lists as statements are named', async () => {
    const text = `acl view { ${FIRST}; };\n${zone('allow-transfer {\nview;\n};')}catalog-zones {\nzone "c.example";\n};`;
    assert.equal(await answer(text), 'allowed');
  });

  it('that is cut off does not tell what comes after', async () => {
    assert.equal(await answer('zone a.example { type primary;', ABOUT), 'cannot-tell syntax zone');
    assert.equal(
      await answer(`zone a.example { type primary; allow-transfer { ${FIRST}; };`, ABOUT),
      'allowed',
    );
    assert.equal(await answer(`${zone()} options {`, ABOUT), 'cannot-tell syntax options');
    assert.equal(await answer(`${zone()} /* options {`, ABOUT), 'cannot-tell syntax /* options {');
    assert.equal(await answer(`${zone()} }; options { allow-transfer { none; }; };`, ABOUT), 'refused');
    assert.equal(await answer(`${zone()} };`, ABOUT), 'cannot-tell syntax }');
    assert.deepEqual((await checkText('bind', 'zone a.example {')).zones, []);
    assert.deepEqual((await checkText('bind', 'zone a.example')).zones, []);
  });

  it('may nest lists, and names of lists, as deep as it likes', async () => {
    const deep = `${'{ '.repeat(10_000)}any; ${'}; '.repeat(10_000)}`;
    assert.match((await answer(zone(`allow-transfer { ${deep} };`))) ?? '', /^cannot-tell too-deep/);
    assert.equal(
      await answer(zone(`allow-transfer { ${'{ '.repeat(20)}any; ${'}; '.repeat(20)} };`)),
      'allowed',
    );
    const chain = Array.from({ length: 3_000 }, (_, index) => `acl a${index} { a${index + 1}; };`).join('\n');
    assert.match(
      (await answer(`${chain} acl a3000 { any; };\n${zone('allow-transfer { a0; };')}`)) ?? '',
      /^cannot-tell too-deep/,
    );
    const web = Array.from(
      { length: 40 },
      (_, index) => `acl a${index} { a${index + 1}; a${index + 1}; };`,
    ).join('\n');
    assert.match(
      (await answer(`${web} acl a40 { 10/8; };\n${zone('allow-transfer { a0; };')}`)) ?? '',
      /^cannot-tell too-deep/,
    );
  });
});
