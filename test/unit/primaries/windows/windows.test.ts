import assert from 'node:assert/strict';
import { dialectOf } from '../../../../src/primaries/checkFiles.ts';
import { checkText, reportOf } from '../../../support/primaries/checked.ts';

const [V4, OTHER_V4, V6] = ['104.30.167.163', '104.30.167.173', '2a09:bac0:1000:c47::/64'];
const [FIRST, SECOND] = ['172.65.30.82', '172.65.50.145'];

/** A zone as PowerShell describes it, with other values for some fields. */
function zone(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    NotifyServers: null,
    SecondaryServers: null,
    DistinguishedName: null,
    IsAutoCreated: false,
    IsDsIntegrated: false,
    ZoneName: 'a.example',
    ZoneType: 'Primary',
    Notify: 'Notify',
    SecureSecondaries: 'NoTransfer',
    ZoneFile: 'a.example.dns',
    PSComputerName: null,
    ...fields,
  };
}

async function answersOf(value: unknown): Promise<Readonly<Record<string, string | undefined>>> {
  const { 'a.example': found } = await reportOf('windows', JSON.stringify(value));
  return {
    ...Object.fromEntries(
      Object.entries(found?.sources ?? {}).map(([prefix, { answer }]) => [prefix, answer]),
    ),
    ...Object.fromEntries(
      Object.entries(found?.notify ?? {}).map(([target, sends]) => [target, String(sends)]),
    ),
    ipv4: found?.ipv4,
    ipv6: found?.ipv6,
  };
}

describe('a zone of Windows DNS may be transferred', () => {
  for (const [choice, number, answer] of [
    ['TransferAnyServer', 0, 'allowed'],
    ['TransferToZoneNameServer', 1, 'cannot-tell'],
    ['TransferToSecureServers', 2, 'refused'],
    ['NoTransfer', 3, 'refused'],
    ['Sometimes', 7, 'cannot-tell'],
  ] as const) {
    it(`with ${choice}: ${answer}`, async () => {
      for (const SecureSecondaries of [choice, number]) {
        const { ipv4, ipv6 } = await answersOf([zone({ SecureSecondaries })]);
        assert.deepEqual([ipv4, ipv6], [answer, answer]);
      }
    });
  }

  for (const [title, SecondaryServers] of [
    ['a list', [V4, OTHER_V4, '2a09:bac0:1000:c47::1']],
    ['a wrapped list', { value: [V4, OTHER_V4, '2a09:bac0:1000:c47::1'], Count: 3 }],
    ['a list cut short by its depth', `${V4} ${OTHER_V4} 2a09:bac0:1000:c47::1`],
    [
      'addresses with their properties',
      [V4, OTHER_V4, '2a09:bac0:1000:c47::1'].map((IPAddressToString) => ({
        Address: 2745636456,
        AddressFamily: 2,
        ScopeId: null,
        IsIPv6Multicast: false,
        IPAddressToString,
      })),
    ],
  ] as const) {
    it(`by those on ${title}, which has no prefixes`, async () => {
      const answers = await answersOf(zone({ SecureSecondaries: 2, SecondaryServers }));
      assert.deepEqual(
        [answers[V4 ?? ''], answers[OTHER_V4 ?? ''], answers[V6 ?? '']],
        ['allowed', 'allowed', 'partly'],
      );
      assert.deepEqual([answers.ipv4, answers.ipv6], ['allowed', 'partly']);
    });
  }

  it('by one that is on the list alone', async () => {
    const answers = await answersOf({
      value: [zone({ SecureSecondaries: 2, SecondaryServers: V4 })],
      Count: 1,
    });
    assert.equal(answers.ipv4, 'partly');
  });

  it('perhaps, where an address is not understood', async () => {
    const answers = await answersOf(
      zone({ SecureSecondaries: 2, SecondaryServers: [V4, 'System.Net.IPAddress'] }),
    );
    assert.deepEqual([answers[V4 ?? ''], answers[OTHER_V4 ?? '']], ['allowed', 'cannot-tell']);
  });

  it('perhaps, where fields were not saved', async () => {
    const { SecondaryServers: _list, ...withoutList } = zone({ SecureSecondaries: 2 });
    assert.equal((await answersOf(withoutList)).ipv4, 'cannot-tell');
    const { SecureSecondaries: _choice, Notify: _notify, ...withoutChoice } = zone();
    const answers = await answersOf(withoutChoice);
    assert.deepEqual([answers.ipv4, answers[FIRST ?? '']], ['cannot-tell', 'cannot-tell']);
    const { zones } = await checkText('windows', JSON.stringify(withoutChoice));
    assert.match(
      zones[0]?.transfer.sources[0]?.doubt?.subject ?? '',
      /^Get-DnsServerZone -Name 'a\.example'/,
    );
  });

  it('without a key', async () => {
    const { zones } = await checkText('windows', JSON.stringify(zone({ SecureSecondaries: 0 })));
    assert.deepEqual(zones[0]?.zone.transfer.keys, []);
  });

  it('as the text says, as far as it goes', async () => {
    const text = JSON.stringify(zone({ SecureSecondaries: 2, SecondaryServers: [V4, OTHER_V4] }));
    const cut = text.replace(/(?<="SecondaryServers":\["104\.30\.167\.163",).*$/, '');
    const { evaluation, zones } = await checkText(
      'windows',
      `[${text},{"ZoneName":"b.example","ZoneType":"Primary","SecureSecondaries":2,${cut.slice(cut.indexOf('"SecondaryServers"'))}`,
    );
    assert.deepEqual(
      zones.map((one) => [one.zone.name, one.transfer.sources[0]?.answer, one.transfer.sources[1]?.answer]),
      [
        ['a.example', 'allowed', 'allowed'],
        ['b.example', 'allowed', 'cannot-tell'],
      ],
    );
    assert.deepEqual(
      evaluation.doubts.map(({ kind }) => kind),
      ['syntax'],
    );
  });

  it('as the elements say that are shown', async () => {
    const text = `PS C:\\> Get-DnsServerZone | ConvertTo-Json\r\n${JSON.stringify([zone({ ZoneName: 'A.Example.', SecureSecondaries: 2, SecondaryServers: [V4] })], undefined, 4)}`;
    const { zones, evaluation } = await checkText('windows', text);
    const [found] = zones;
    assert.equal(found?.zone.name, 'a.example');
    assert.equal(text.slice(found.zone.at.start, found.zone.at.end), 'A.Example.');
    const [at] = found.transfer.sources[0]?.decidedAt ?? [];
    assert.equal(text.slice(at?.start, at?.end), V4);
    assert.deepEqual(
      evaluation.mentions.map(({ span, beside }) => [span, beside]),
      [[at, undefined]],
    );
  });
});

describe('Windows DNS sends NOTIFY', () => {
  for (const [Notify, NotifyServers, first, second] of [
    ['NoNotify', [FIRST], 'false', 'false'],
    [0, [FIRST], 'false', 'false'],
    ['Notify', null, 'false', 'false'],
    ['Notify', [FIRST], 'true', 'false'],
    ['NotifyServers', [FIRST, SECOND], 'true', 'true'],
    [2, [{ IPAddressToString: SECOND }], 'false', 'true'],
    [null, [FIRST], 'cannot-tell', 'cannot-tell'],
    ['Often', [FIRST], 'cannot-tell', 'cannot-tell'],
  ] as const) {
    it(`with ${Notify} and ${JSON.stringify(NotifyServers)}`, async () => {
      const answers = await answersOf(zone({ Notify, NotifyServers }));
      assert.deepEqual([answers[FIRST ?? ''], answers[SECOND ?? '']], [first, second]);
    });
  }

  it('unless that is switched off, which is shown', async () => {
    const text = JSON.stringify(zone({ Notify: 'NoNotify' }));
    const { evaluation } = await checkText('windows', text);
    const off = evaluation.zones[0]?.notify.off;
    assert.equal(text.slice(off?.start, off?.end), 'NoNotify');
  });
});

describe("Windows DNS' zones", () => {
  it('are primary ones that an operator made', async () => {
    const types = ['Primary', 'Secondary', 'Stub', 'Forwarder', 1, 2, 3, 4];
    const all = types.map((ZoneType, index) => zone({ ZoneName: `z${index}.example`, ZoneType }));
    const text = JSON.stringify([...all, zone({ IsAutoCreated: true, ZoneName: '127.in-addr.arpa' })]);
    assert.deepEqual(Object.keys(await reportOf('windows', text)), ['z0.example', 'z4.example']);
  });

  it('are found within what PowerShell wraps them in', async () => {
    const wrapped = {
      value: [
        zone({ CimInstanceProperties: ['ZoneName = "x"'], CimSystemProperties: { Namespace: 'root' } }),
      ],
    };
    assert.deepEqual(Object.keys(await reportOf('windows', JSON.stringify(wrapped))), ['a.example']);
  });

  it('are primary ones where only those have the field that is there', async () => {
    const text = JSON.stringify([{ ZoneName: 'a.example', SecureSecondaries: 0 }, { ZoneName: 'b.example' }]);
    const { zones, evaluation } = await checkText('windows', text);
    assert.deepEqual(
      zones.map((one) => one.zone.name),
      ['a.example'],
    );
    assert.deepEqual(
      evaluation.doubts.map(({ kind }) => kind),
      ['database'],
    );
  });
});

describe('a text looks like Windows DNS', () => {
  for (const [title, text, expected] of [
    ['as one zone', JSON.stringify(zone()), 'windows'],
    ['as several', JSON.stringify([zone(), zone()], undefined, 2), 'windows'],
    ['as a selection', '[{"ZoneName":"a.example","SecureSecondaries":2}]', 'windows'],
    [
      'with the prompt',
      `PS C:\\> Get-DnsServerZone | ConvertTo-Json\r\n[${JSON.stringify(zone())}]`,
      'windows',
    ],
    ['and other JSON does not', '{"name":"a.example","ZoneType":"Primary"}', undefined],
    [
      'and a program that names the fields does not',
      'const zone = { "ZoneName": 1, "ZoneType": 2 };',
      undefined,
    ],
  ] as const) {
    it(title, () => {
      assert.equal(dialectOf(text), expected);
    });
  }
});
