import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Peer } from '../../../../src/cloudflare/peers.ts';
import type { DetailsModel } from '../../../../src/webview/protocol.ts';
import { unreadZone } from '../../../../src/zones/zone.ts';
import { modelOf } from '../../../support/values/detailsModel.ts';
import { plain } from '../../../support/values/plain.ts';
import { CHECK } from '../../../support/values/story.ts';
import { API_RESULT, failed, HOUR, incoming, NOW, zone } from '../../../support/values/zones.ts';

const [FIRST = '', SECOND = ''] = API_RESULT.peers;
const PEER: Peer = {
  id: plain(FIRST),
  name: plain('ns1'),
  ip: plain('192.0.2.1'),
  port: 5353,
  ixfr: true,
  tsigId: plain('t1'),
};

const wholeBanner = ({ banner }: DetailsModel) =>
  [
    banner.headline,
    banner.explanation,
    ...banner.facts.map(({ label, value }) => `${label} ${value}`),
    ...banner.advice,
  ].join('\n');
const fieldOf = (model: DetailsModel, key: string) => model.fields.find((field) => field.key === key);

describe('the banner of the details', () => {
  it('says that a zone is in order', () => {
    const { banner } = modelOf();
    assert.deepEqual([banner.tone, banner.headline], ['good', 'In order']);
    assert.match(banner.explanation, /on time/);
  });

  it('does not claim punctuality that cannot be told', () => {
    const { banner } = modelOf({ zone: zone({ incoming: incoming({ checked_time: null }) }) });
    assert.equal(banner.headline, 'In order');
    assert.match(banner.explanation, /cannot be told/);
  });

  it('says why a zone may never have been transferred', () => {
    const model = modelOf({ zone: zone({ incoming: incoming({ soa_serial: 0 }) }) });
    assert.deepEqual([model.banner.tone, model.banner.headline], ['warning', 'Never transferred']);
    const text = wholeBanner(model);
    for (const fact of [
      '104.30.167.163',
      '104.30.167.173',
      '2a09:bac0:1000:c47::/64',
      '2026-12-01',
      'TSIG',
    ]) {
      assert.ok(text.includes(fact), fact);
    }
  });

  it('says since when and by what measure a zone is overdue', () => {
    const model = modelOf({ now: NOW + 71 * HOUR });
    assert.deepEqual([model.banner.tone, model.banner.headline], ['warning', 'Overdue']);
    const text = wholeBanner(model);
    assert.match(text, /More than 2 refresh times/);
    assert.match(text, /Overdue since Nov 22, 2026/);
    assert.match(text, /Last check Nov 20, 2026/);
  });

  it('says that there are no peers', () => {
    const model = modelOf({ zone: zone({ incoming: incoming({ peers: [] }) }) });
    assert.deepEqual([model.banner.tone, model.banner.headline], ['warning', 'No peers']);
    assert.equal(model.peersNote, 'No peer is linked to this zone.');
  });

  it('says that a zone is not configured, and still which zone', () => {
    const model = modelOf({ zone: zone({ incoming: null }) });
    assert.deepEqual([model.banner.tone, model.banner.headline], ['neutral', 'Not configured']);
    assert.deepEqual(
      model.fields.map(({ value }) => value),
      ['example.com', API_RESULT.id],
    );
    assert.equal(model.json, undefined);
  });

  it('names the permission that is missing', () => {
    const model = modelOf({
      zone: zone({ incoming: undefined, readAt: undefined, failure: failed('forbidden') }),
    });
    assert.deepEqual([model.banner.tone, model.banner.headline], ['bad', 'Not permitted']);
    assert.match(model.banner.explanation, /DNS Read/);
  });

  it('says what went wrong and what to do', () => {
    const failure = failed('unreachable', { networkCode: 'ENOTFOUND' });
    const model = modelOf({ zone: zone({ incoming: undefined, readAt: undefined, failure }) });
    assert.deepEqual([model.banner.tone, model.banner.headline], ['bad', 'Error']);
    assert.match(model.banner.explanation, /host name could not be found/);
    assert.equal(model.banner.facts.length, 0);
    assert.match(model.banner.explanation, /Check the connection/);
  });

  it('keeps the last good answer when a refresh fails, with its time and what it meant', () => {
    const model = modelOf({ zone: zone({ failure: failed('timeout'), readAt: NOW - 5 * HOUR }) });
    assert.match(wholeBanner(model), /Last good answer, kept below Nov 20, 2026/);
    assert.equal(model.banner.facts[0]?.time, NOW - 5 * HOUR);
    assert.match(wholeBanner(model), /State by that answer In order/);
    assert.equal(fieldOf(model, 'serial')?.value, '2019102400');
    assert.ok(model.json?.includes('"soa_serial": 2019102400'));
  });

  it('tells reading from not yet read', () => {
    const unread = unreadZone(plain(API_RESULT.id), 'added', ['me']);
    const waiting = modelOf({ zone: unread });
    const reading = modelOf({ zone: { ...unread, loading: true } });
    assert.deepEqual([waiting.banner.tone, waiting.banner.headline], ['busy', 'Loading']);
    assert.match(waiting.banner.explanation, /not been read yet/);
    assert.match(reading.banner.explanation, /being asked/);
    assert.deepEqual([waiting.loading, reading.loading], [false, true]);
  });
});

describe('the fields of the details', () => {
  it('come in the order of interest, with times and remarks', () => {
    const model = modelOf();
    assert.deepEqual(
      model.fields.map(({ key }) => key),
      ['serial', 'checked', 'nextCheck', 'autoRefresh', 'created', 'modified', 'name', 'id'],
    );
    assert.equal(fieldOf(model, 'serial')?.note, 'Oct 24, 2019, revision 0');
    assert.equal(fieldOf(model, 'checked')?.time, Date.parse(API_RESULT.checked_time));
    assert.equal(fieldOf(model, 'nextCheck')?.time, Date.parse('2026-11-21T10:59:30.883908Z'));
    assert.equal(fieldOf(model, 'autoRefresh')?.note, '1 day');
    assert.match(fieldOf(model, 'created')?.value ?? '', /Oct 24, 2019, 16:09:42 UTC/);
  });

  it('hold no remark that grows old while the page stays open', () => {
    assert.equal(fieldOf(modelOf(), 'checked')?.note, undefined);
  });

  it('leave a value out that the API did not report', () => {
    const model = modelOf({
      zone: zone({ incoming: incoming({ created_time: null, checked_time: undefined }) }),
    });
    assert.equal(fieldOf(model, 'created')?.value, undefined);
    assert.equal(fieldOf(model, 'created')?.tone, undefined);
    assert.equal(fieldOf(model, 'nextCheck'), undefined);
  });

  it('warn of a value of another type', () => {
    const model = modelOf({
      zone: zone({ incoming: incoming({ soa_serial: 'twelve', checked_time: 7 }) }),
    });
    const serial = fieldOf(model, 'serial');
    assert.deepEqual([serial?.value, serial?.tone], [undefined, 'warning']);
    assert.match(serial?.note ?? '', /^expected .+, received "twelve"$/);
    assert.match(fieldOf(model, 'checked')?.note ?? '', /received 7$/);
  });
});

describe('the peers of the details', () => {
  const accountPeers = { peers: [PEER], failure: undefined };
  const peer = (tag: string) => (tag === FIRST ? PEER : undefined);

  it('show what the account says, and which the account lacks', () => {
    const [known, unknown] = modelOf({ peer, accountPeers }).peers;
    assert.deepEqual(known, {
      tag: FIRST,
      name: 'ns1',
      address: '192.0.2.1',
      port: '5353',
      ixfr: 'on',
      tsig: 'set',
    });
    assert.deepEqual([unknown?.tag, unknown?.name], [SECOND, undefined]);
    assert.match(unknown?.note ?? '', /not among the account/);
  });

  it('name the permission that would show more than tags', () => {
    const failure = failed('forbidden', { path: '/accounts/a1/secondary_dns/peers' });
    const model = modelOf({ accountPeers: { peers: undefined, failure } });
    assert.match(model.peersNote ?? '', /Account Settings Read/);
    assert.deepEqual(
      model.peers.map(({ tag, note }) => [tag, note]),
      [
        [FIRST, undefined],
        [SECOND, undefined],
      ],
    );
  });

  it('say that the account of the zone is not known', () => {
    assert.match(modelOf({ zone: zone({ account: undefined }) }).peersNote ?? '', /Zone Read/);
  });

  it('tell none from none reported and from nonsense', () => {
    const note = (peers: unknown) => modelOf({ zone: zone({ incoming: incoming({ peers }) }) }).peersNote;
    assert.match(note(null) ?? '', /did not report/);
    assert.match(note('ns1') ?? '', /expected .* received "ns1"/);
  });
});

describe('the notices of the details', () => {
  const error = {
    code: 10_000,
    message: 'Authentication error',
    documentationUrl: 'https://developers.cloudflare.com/api',
    pointer: '/peers/0',
    chain: [
      { code: 6111, message: 'Bad header', documentationUrl: undefined, pointer: undefined, chain: [] },
    ],
  };

  it('carry code, pointer, documentation, causes and what to quote to support', () => {
    const failure = failed('forbidden', { status: 403, ray: '8c1-FRA', errors: [error] });
    const [first, request] = modelOf({ zone: zone({ failure }) }).notices;
    assert.deepEqual(first, {
      tone: 'bad',
      text: 'Authentication error',
      code: '10000',
      pointer: '/peers/0',
      link: 'https://developers.cloudflare.com/api',
      details: ['6111: Bad header'],
    });
    assert.match(request?.text ?? '', /GET \/zones\/.*\/incoming/);
    assert.deepEqual(request?.details, ['HTTP status: 403', 'cf-ray: 8c1-FRA']);
  });

  for (const link of [
    'http://example.com/',
    'javascript:alert(1)',
    'command:workbench.action.quit',
    'no url',
  ]) {
    it(`offer no link to ${link}`, () => {
      const messages = [{ ...error, documentationUrl: link }];
      assert.equal(modelOf({ zone: zone({ messages }) }).notices[0]?.link, undefined);
    });
  }

  it('show messages of a good answer as no error', () => {
    const [message] = modelOf({ zone: zone({ messages: [error] }) }).notices;
    assert.equal(message?.tone, 'neutral');
  });
});

describe('the evidence of the details', () => {
  const behind = modelOf({ zone: zone({ check: CHECK }) });
  const inStep = modelOf({ zone: zone({ check: { ...CHECK, primaries: CHECK.primaries.slice(1) } }) });
  const sentences = ({ primaries }: DetailsModel) =>
    primaries?.verdicts.map(({ sentence }) => sentence) ?? [];

  it('does not repeat what the banner says, and has the rest', () => {
    assert.match(behind.banner.explanation, /^Behind by 10/);
    assert.ok(!sentences(behind).includes(behind.banner.explanation));
    assert.match(sentences(behind)[0] ?? '', /^NOTIFY seems not to arrive/);
    assert.ok(sentences(behind).some((sentence) => /ns2 .*is silent/.test(sentence)));
  });

  it('has every verdict where the banner tells something else', () => {
    assert.match(inStep.banner.explanation, /on time/);
    assert.match(sentences(inStep)[0] ?? '', /^No primary gave a serial/);
  });
});
