import assert from 'node:assert/strict';
import { checkText } from '../../../support/primaries/checked.ts';
import { LAUNCH } from '../../../support/primaries/pdnsAnswers.ts';

async function namesIn(text: string, more: Readonly<Record<string, string>> = {}, version?: string) {
  const files = { '/etc/dns/named.conf': text, ...more };
  const { zones, evaluation } = await checkText('pdns', LAUNCH, {
    files,
    ...(version === undefined ? {} : { version }),
  });
  return { names: zones.map(({ zone }) => zone.name), doubts: evaluation.doubts.map(({ kind }) => kind) };
}

describe("PowerDNS' file of zones", () => {
  it('has primary and native zones, and others', async () => {
    const { names, doubts } = await namesIn(`
      // of all kinds
      options { directory "/var/lib/zones"; };
      acl "trusted" { 192.0.2.0/24; };
      zone "A.example" IN { type master; file "a"; allow-transfer { none; }; };
      zone "b.example." { type native; file "b"; }; # zone "c.example" { file "c"; };
      zone "d.example" { file "d"; };
      /* zone "e.example" { file "e"; }; */
      zone "f.example" { type slave; file "f"; masters { 192.0.2.1; }; };
      zone "g.example" { type master; };
      zone "." { type hint; file "root"; };
    `);
    assert.deepEqual(names, ['a.example', 'b.example', 'd.example']);
    assert.deepEqual(doubts, []);
  });

  it('includes others, below the folder that it names', async () => {
    const { names, doubts } = await namesIn(
      'options { directory "/srv/zones"; };\ninclude "more.conf";\nzone "a.example" { file "a"; };\ninclude "gone.conf";',
      { '/srv/zones/more.conf': 'zone "b.example" { file "b"; };' },
    );
    assert.deepEqual(names, ['a.example', 'b.example']);
    assert.deepEqual(doubts, ['include-missing']);
  });

  it('has primary zones by that name since version 4.9', async () => {
    const text = 'zone "a.example" { type primary; file "a"; };';
    assert.deepEqual((await namesIn(text)).names, ['a.example']);
    assert.deepEqual((await namesIn(text, {}, '4.9.1')).names, ['a.example']);
    assert.deepEqual((await namesIn(text, {}, '4.7.3')).names, []);
  });

  it('may be a template', async () => {
    const { names, doubts } = await namesIn(
      'zone "{{ name }}" { file "a"; };\nzone "b.example" { type {{ type }}; file "b"; };\nzone "c.example" { file "c"; };',
    );
    assert.deepEqual(names, ['c.example']);
    assert.deepEqual(doubts, ['placeholder', 'syntax']);
  });

  it('may be cut off', async () => {
    assert.deepEqual((await namesIn('zone "a.example" { file "a"; also-notify { 192.0.2.1')).names, [
      'a.example',
    ]);
  });

  it('may be no such file', async () => {
    const { names, doubts } = await namesIn('local-port=53\n');
    assert.deepEqual([names, doubts], [[], ['syntax']]);
  });
});
