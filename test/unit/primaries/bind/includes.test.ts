import assert from 'node:assert/strict';
import { answer, FIRST, zone } from '../../../support/primaries/bindAnswers.ts';
import { checkText, reportOf } from '../../../support/primaries/checked.ts';

const ABOUT = { version: '9.18' };

describe('an include of BIND', () => {
  it('stands for the statements of its file, in any block', async () => {
    const files = {
      '/etc/dns/acls.conf': `acl cf { ${FIRST}; };`,
      '/etc/dns/zone-options.conf': 'allow-transfer { cf; };',
      '/etc/dns/zones.conf': 'zone a.example { type primary; include "zone-options.conf"; };',
      '/etc/dns/options.conf': 'allow-transfer { none; };',
    };
    const text = 'include "acls.conf"; options { include "options.conf"; }; include "zones.conf";';
    assert.equal(await answer(text, { files }), 'allowed');
  });

  it('may name many files', async () => {
    const files = {
      '/etc/dns/zones/a.conf': zone('allow-transfer { any; };'),
      '/etc/dns/zones/b.conf': zone('allow-transfer { none; };', 'b.example'),
    };
    const found = await reportOf('bind', 'include "/etc/dns/zones/*.conf";', { files });
    assert.deepEqual(Object.keys(found), ['a.example', 'b.example']);
    assert.equal(found['a.example']?.file, '/etc/dns/zones/a.conf');
  });

  it('is relative to the directory of the options', async () => {
    const files = { '/var/named/zones.conf': zone('allow-transfer { any; };') };
    const text = 'options { directory "/var/named"; };\ninclude "zones.conf";';
    assert.equal(await answer(text, { files }), 'allowed');
  });

  it('may be used by many zones', async () => {
    const files = { '/etc/dns/cf.conf': `allow-transfer { ${FIRST}; }; also-notify { 172.65.30.82; };` };
    const text = ['a', 'b'].map((name) => zone('include "cf.conf";', name)).join('');
    const { evaluation, zones } = await checkText('bind', text, { files });
    assert.deepEqual(
      zones.map(({ transfer }) => transfer.sources[0]?.answer),
      ['allowed', 'allowed'],
    );
    assert.equal(evaluation.mentions.length, 2);
  });

  it('that is not there leaves open what it may hold', async () => {
    const gone = 'include "gone.conf";';
    assert.equal(await answer(`${gone} ${zone()}`, ABOUT), 'cannot-tell include-missing gone.conf');
    assert.equal(await answer(zone(gone), ABOUT), 'cannot-tell include-missing gone.conf');
    assert.equal(
      await answer(`options { ${gone} }; ${zone()}`, ABOUT),
      'cannot-tell include-missing gone.conf',
    );
    assert.equal(
      await answer(`${gone} ${zone('allow-transfer { cf; };')}`, ABOUT),
      'cannot-tell unknown-name cf',
    );
    assert.equal(await answer(`include "*.gone"; ${zone()}`, ABOUT), 'cannot-tell include-missing *.gone');
    assert.equal(await answer(`zone a.example { ${gone} };`, ABOUT), 'cannot-tell include-missing gone.conf');
  });

  it('that is not there changes nothing that is stated', async () => {
    const gone = 'include "gone.conf";';
    assert.equal(await answer(`${gone} ${zone(`allow-transfer { ${FIRST}; }; ${gone}`)}`, ABOUT), 'allowed');
    assert.equal(await answer(`${gone} options { allow-transfer { any; }; }; ${zone()}`, ABOUT), 'allowed');
    assert.equal(await answer(`${gone} options { }; ${zone()}`, ABOUT), 'allowed');
  });

  it('of itself is no end of it', async () => {
    const files = { '/etc/dns/a.conf': 'include "b.conf";', '/etc/dns/b.conf': 'include "a.conf";' };
    const { evaluation } = await checkText('bind', 'include "a.conf";', { files });
    assert.deepEqual(
      evaluation.doubts.map(({ kind }) => kind),
      ['include-cycle'],
    );
  });

  it('of others again and again ends', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 24 }, (_, level) => [
        `/etc/dns/${level}.conf`,
        `include "${level + 1}.conf"; include "${level + 1}.conf";`,
      ]),
    );
    const { evaluation } = await checkText('bind', 'include "0.conf";', { files });
    assert.ok(evaluation.doubts.some(({ kind }) => kind === 'too-deep'));
  });
});

describe('a template of a named.conf', () => {
  it('leaves open what a tag or a placeholder may stand for', async () => {
    const tag = '{% if transfers %}';
    const options = 'options { recursion no; };';
    assert.equal(await answer(`${options} ${zone(tag)}`, ABOUT), `cannot-tell placeholder ${tag}`);
    assert.equal(await answer(zone(`\n{{ more }}\nnotify no;`), ABOUT), 'cannot-tell placeholder {{ more }}');
    assert.equal(
      await answer(zone(`${tag} allow-transfer { any; }; {% endif %}`)),
      `cannot-tell placeholder ${tag}`,
    );
    assert.equal(await answer(zone('<% if x %> notify no; <% end %>')), 'cannot-tell placeholder <% if x %>');
    assert.equal(await answer(zone('allow-transfer {{ transfers }};')), 'cannot-tell syntax allow-transfer');
  });

  it('changes nothing that stands before', async () => {
    assert.equal(await answer(zone('allow-transfer { any; }; {% if x %} notify no; {% endif %}')), 'allowed');
    assert.equal(
      await answer(`{% for x in y %}\n${zone('allow-transfer { any; };')}{% endfor %}`),
      'allowed',
    );
  });

  it('whose zone or type has yet to be written', async () => {
    const text = '{% for z in zones %}\nzone "{{ z }}" { type primary; };\n{% endfor %}';
    assert.deepEqual((await checkText('bind', text)).zones, []);
    const type = 'zone a.example { type {{ type }}; allow-transfer { any; }; };';
    assert.equal(await answer(type), 'cannot-tell placeholder {{ type }}');
  });
});
