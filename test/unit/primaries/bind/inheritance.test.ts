import assert from 'node:assert/strict';
import { answer, answers, FIRST, judged, SECOND, zone } from '../../../support/primaries/bindAnswers.ts';
import { checkText, reportOf } from '../../../support/primaries/checked.ts';

describe('the allow-transfer of BIND', () => {
  it('of a zone replaces that of the options', async () => {
    const options = `options { allow-transfer { ${FIRST}; }; };`;
    assert.equal(await answer(options + zone()), 'allowed');
    assert.equal(await answer(zone() + options), 'allowed');
    const own = await answers(options + zone(`allow-transfer { ${SECOND}; };`));
    assert.equal(own[FIRST], 'refused');
    assert.equal(own[SECOND], 'allowed');
  });

  it('of a view replaces that of the options, and a zone’s replaces both', async () => {
    const text = (statements: string): string =>
      `options { allow-transfer { none; }; }; view v { allow-transfer { ${FIRST}; }; ${zone(statements)} };`;
    assert.equal(await answer(text('')), 'allowed');
    assert.equal(await answer(text('allow-transfer { none; };')), 'refused');
  });

  for (const [version, expected] of [
    ['9.16.50', 'allowed'],
    ['9.18', 'allowed'],
    ['BIND 9.18.24-1-Debian', 'allowed'],
    ['9.19.24', 'allowed'],
    ['9.19.25', 'refused'],
    ['9.20.0', 'refused'],
    ['9.21', 'refused'],
    ['10.0', 'refused'],
    ['9.19', 'cannot-tell version allow-transfer'],
    ['9', 'cannot-tell version allow-transfer'],
    ['new', 'cannot-tell version allow-transfer'],
    [undefined, 'cannot-tell version allow-transfer'],
  ] as const) {
    it(`is by default that of the version: ${version}`, async () => {
      const about = version === undefined ? {} : { version };
      assert.equal(await answer(`options { recursion no; }; ${zone()}`, about), expected);
    });
  }

  it('that a part of a configuration lacks is elsewhere', async () => {
    const part = { whole: false, version: '9.18' };
    assert.equal(await answer(zone(), part), 'cannot-tell elsewhere allow-transfer');
    assert.equal(await answer(zone('allow-transfer { any; };'), part), 'allowed');
    assert.equal(await answer(`options { }; ${zone()}`, part), 'allowed');
  });

  it('of a template of the server’s own is not evaluated', async () => {
    const templates =
      'template t { type primary; allow-transfer { none; }; }; template s { type secondary; };\n';
    const about = { version: '9.21.1' };
    assert.equal(
      await answer(`${templates}zone a.example { template t; };`, about),
      'cannot-tell template t',
    );
    const stated = 'zone a.example { template t; allow-transfer { any; }; };';
    assert.equal(await answer(templates + stated, about), 'allowed');
    const { zones } = await checkText('bind', `${templates}zone a.example { template s; };`);
    assert.deepEqual(zones, []);
    assert.equal(await answer('zone a.example { template u; };'), 'cannot-tell unknown-name u');
  });

  it('that stands twice, outside of any block or is not ended is not guessed', async () => {
    const about = { version: '9.18' };
    const twice = zone('allow-transfer { any; }; allow-transfer { none; };');
    assert.equal(await answer(twice, about), 'cannot-tell syntax allow-transfer');
    assert.equal(
      await answer(`allow-transfer { none; }; ${zone()}`, about),
      'cannot-tell syntax allow-transfer',
    );
    assert.equal(await answer(zone('allow-transfer { any; }'), about), 'cannot-tell syntax allow-transfer');
    assert.equal(await answer(zone('allow-transfer any;'), about), 'cannot-tell syntax allow-transfer');
    assert.equal(
      await answer(zone('notify yes allow-transfer { none; };'), about),
      'cannot-tell syntax notify',
    );
  });

  it('is that of the view that is meant with in-view', async () => {
    const text = `
      view inner { match-clients { 10/8; }; ${zone('allow-transfer { any; };')} };
      view outer { zone a.example { in-view inner; }; zone b.example { in-view other; }; };`;
    const found = await reportOf('bind', text);
    assert.equal(found['a.example']?.sources[FIRST]?.answer, 'allowed');
    assert.equal(found['b.example']?.sources[FIRST]?.answer, 'cannot-tell');
  });
});

describe('a zone of BIND', () => {
  it('is one where its type is primary or master', async () => {
    const types = [
      'primary',
      'master',
      'MASTER',
      'secondary',
      'slave',
      'hint',
      'forward',
      'mirror',
      'stub',
      '',
    ];
    const text = types.map((type, index) => `zone z${index} { ${type && `type ${type};`} };`).join('\n');
    assert.deepEqual(Object.keys(await reportOf('bind', text)), ['z0', 'z1', 'z2']);
  });

  it('has a name in lower case without the last dot, which is the place of the zone', async () => {
    const text = 'zone "Example.COM." IN { type primary; };\nzone . { type primary; };';
    const { zones } = await checkText('bind', text);
    assert.deepEqual(
      zones.map(({ zone: { name, at } }) => [name, text.slice(at.start, at.end)]),
      [
        ['example.com', 'Example.COM.'],
        ['.', '.'],
      ],
    );
  });

  it('of another class is none', async () => {
    const text =
      'zone a CH { type primary; }; view v chaos { zone b { type primary; }; }; zone c { type primary; };';
    assert.deepEqual(Object.keys(await reportOf('bind', text)), ['c']);
  });

  it('that is there twice, or beside views, is one that the server refuses', async () => {
    const { zones } = await checkText(
      'bind',
      zone('allow-transfer { any; };') + zone('allow-transfer { any; };'),
    );
    assert.deepEqual(
      zones.map(({ transfer }) => transfer.ipv4),
      ['allowed', 'cannot-tell'],
    );
    const beside = `view v { ${zone('allow-transfer { any; };', 'b')} }; ${zone('allow-transfer { any; };')}`;
    assert.equal(await answer(beside), 'cannot-tell syntax zone');
  });

  it('whose addresses are not answered at all is refused', async () => {
    const text = `options { blackhole { ${FIRST}; }; };\n${zone('allow-transfer { any; };')}`;
    const found = await answers(text);
    assert.equal(found[FIRST], 'refused');
    assert.equal(found[SECOND], 'allowed');
    const unsure = `options { blackhole { localnets; }; };\n${zone('allow-transfer { any; };')}`;
    assert.equal(await answer(unsure), 'cannot-tell server-knows localnets');
    assert.equal(
      await answer(`options { blackhole { localnets; }; };\n${zone('allow-transfer { none; };')}`),
      'refused',
    );
  });
});

describe('the place that decides', () => {
  async function places(text: string): Promise<readonly string[]> {
    const { transfer } = await judged(text);
    return (transfer.sources[0]?.decidedAt ?? []).map(({ start, end }) => text.slice(start, end));
  }

  it('is the address, wherever its list is', async () => {
    assert.deepEqual(await places(zone(`allow-transfer { 10/8; ${FIRST}; };`)), [FIRST]);
    assert.deepEqual(await places(`acl cf { 104.30.167/24; };\n${zone('allow-transfer { cf; };')}`), [
      '104.30.167/24',
    ]);
    assert.deepEqual(await places(zone(`allow-transfer { !${FIRST}; any; };`)), [FIRST]);
  });

  it('is the statement where no element does', async () => {
    const statement = 'allow-transfer { 10/8; };';
    assert.deepEqual(await places(zone(statement)), [statement]);
    const text = zone(statement);
    const { zone: its } = await judged(text);
    assert.equal(text.slice(its.transfer.at?.start, its.transfer.at?.end), statement);
  });

  it('is that of each zone for the statements of zones in the same words', async () => {
    const text = ['a', 'b'].map((name) => zone('allow-transfer { cf; };', name)).join('');
    const { zones } = await checkText('bind', `acl cf { ${FIRST}; };\n${text}`);
    const [a, b] = zones;
    assert.ok(a?.zone.transfer.at && b?.zone.transfer.at);
    assert.ok(a.zone.transfer.at.start < b.zone.at.start && b.zone.at.start < b.zone.transfer.at.start);
    assert.equal(a.transfer, b.transfer);
  });
});
