import assert from 'node:assert/strict';
import {
  accountPeerRow,
  accountPeerTooltip,
  accountRow,
  noticeRow,
  noticeTooltip,
  peerFactRow,
  peerFacts,
} from '../../../../src/views/peers/accountPeerRows.ts';
import type { PeerUse } from '../../../../src/views/peers/peerUse.ts';
import { plain } from '../../../support/values/plain.ts';
import { failed } from '../../../support/values/zones.ts';
import { NS1, NS2 } from './scene.ts';

const use = (change: Partial<PeerUse> = {}): PeerUse => ({
  tag: plain('t1'),
  peer: NS1,
  missing: false,
  zoneIds: [plain('z1'), plain('z2')],
  ...change,
});
const facts = (given: PeerUse) =>
  peerFacts(given)
    .map(peerFactRow)
    .map(({ label, description }) => `${label}: ${description}`);

const WARNING = { icon: 'warning', color: 'problemsWarningIcon.foreground' };

describe('the row of an account’s peer', () => {
  it('says where it is, how it transfers and how many zones use it', () => {
    const row = accountPeerRow(use(), true);
    assert.equal(row.label, 'ns1');
    assert.equal(row.description, '192.0.2.1:53 · IXFR · TSIG · 2 zones');
    assert.equal(row.spoken, 'Peer ns1, 192.0.2.1:53, IXFR, TSIG, 2 zones');
    assert.equal(
      accountPeerRow(use({ peer: NS2, zoneIds: [plain('z1')] }), true).description,
      '[2001:db8::2]:5353 · AXFR · no TSIG · 1 zone',
    );
  });

  it('says that no zone uses it only when every zone was read', () => {
    assert.match(accountPeerRow(use({ zoneIds: [] }), true).description, /used by no secondary zone$/);
    assert.match(accountPeerRow(use({ zoneIds: [] }), false).description, /zone read so far$/);
  });

  it('says that it is missing, by its tag', () => {
    const row = accountPeerRow(use({ peer: undefined, missing: true }), true);
    assert.equal(row.label, 't1');
    assert.equal(row.description, 'not among the account’s peers · 2 zones');
    assert.equal(row.icon.icon, 'warning');
  });

  it('warns of one without address or port that zones use', () => {
    const noAddress = accountPeerRow(use({ peer: { ...NS1, ip: undefined } }), true);
    assert.match(noAddress.description, /^no address · IXFR/);
    const noPort = accountPeerRow(use({ peer: { ...NS1, port: undefined } }), true);
    assert.match(noPort.description, /^192\.0\.2\.1 · no port · IXFR/);
    assert.deepEqual([noAddress.icon.icon, noPort.icon.icon], ['warning', 'warning']);
  });

  it('has the icon of a server, or of one that no zone uses, once that is known', () => {
    const icon = (change: Partial<PeerUse>, complete: boolean) => accountPeerRow(use(change), complete).icon;
    const server = { icon: 'server', color: undefined };
    assert.deepEqual(icon({}, true), server);
    assert.deepEqual(icon({ zoneIds: [] }, false), server);
    const unused = { icon: 'circle-slash', color: 'descriptionForeground' };
    assert.deepEqual(icon({ zoneIds: [] }, true), unused);
    assert.deepEqual(icon({ zoneIds: [], peer: { ...NS1, port: 0 } }, true), unused);
    assert.deepEqual(icon({ peer: { ...NS1, port: 0 } }, true), WARNING);
  });

  it('does not warn of a peer of which no more than the tag can be known', () => {
    const row = accountPeerRow(use({ peer: undefined }), true);
    assert.deepEqual([row.description, row.icon.icon], ['2 zones', 'server']);
  });

  it('is told by an icon of another shape for each condition', () => {
    const icons = [use(), use({ zoneIds: [] }), use({ peer: undefined, missing: true })].map(
      (given) => accountPeerRow(given, true).icon.icon,
    );
    assert.equal(new Set(icons).size, icons.length);
  });
});

describe('the facts of a peer', () => {
  it('are its settings', () => {
    assert.deepEqual(facts(use()), ['Tag: t1', 'Address: 192.0.2.1', 'Port: 53', 'IXFR: on', 'TSIG: key1']);
  });

  it('say what is not set, which cannot be copied', () => {
    const given = use({ peer: { ...NS2, ip: undefined, port: undefined } });
    assert.deepEqual(facts(given), [
      'Tag: t1',
      'Address: not set',
      'Port: not set',
      'IXFR: off',
      'TSIG: none',
    ]);
    assert.deepEqual(
      peerFacts(given)
        .filter(({ value }) => value !== undefined)
        .map(({ key }) => key),
      ['tag'],
    );
  });

  it('can be copied as the API has them, each with an icon and a key of its own', () => {
    assert.deepEqual(
      peerFacts(use()).map(({ key, value, icon, problem }) => [key, value, icon, problem]),
      [
        ['tag', 't1', 'tag', false],
        ['address', '192.0.2.1', 'globe', false],
        ['port', '53', 'plug', false],
        ['ixfr', undefined, 'arrow-swap', false],
        ['tsig', 'key1', 'key', false],
      ],
    );
  });

  it('warn where Cloudflare cannot transfer for it', () => {
    const bare = peerFacts(use({ peer: { ...NS2, ip: undefined, port: 0 } }));
    assert.deepEqual(
      bare.filter(({ problem }) => problem).map(({ key }) => key),
      ['address', 'port'],
    );
    const [tag, address] = bare.map(peerFactRow);
    assert.deepEqual(tag?.icon, { icon: 'tag', color: undefined });
    assert.deepEqual(address?.icon, WARNING);
    assert.equal(address?.spoken, 'Address: not set');
  });

  it('are no more than the tag where the account does not have it', () => {
    assert.deepEqual(facts(use({ peer: undefined })), ['Tag: t1']);
  });
});

describe('the tooltip of a peer', () => {
  const sentences = (given: PeerUse, complete = true) =>
    accountPeerTooltip(given, [], complete).sentences.join(' ');

  it('names the first zones and counts the others', () => {
    const names = Array.from({ length: 12 }, (_, index) => `z${index}.example`);
    const zones = accountPeerTooltip(use(), plain(names), true).facts.filter(({ label }) =>
      /^Zone/.test(label),
    );
    assert.equal(zones.length, 11);
    assert.deepEqual(zones.at(-1), { label: 'Zones', value: '2 more' });
  });

  it('has the name, the settings and the zones of a peer', () => {
    assert.deepEqual(accountPeerTooltip(use(), [plain('a.example')], true), {
      heading: 'ns1',
      sentences: [],
      facts: [
        { label: 'Tag', value: 't1' },
        { label: 'Address', value: '192.0.2.1' },
        { label: 'Port', value: '53' },
        { label: 'IXFR', value: 'on' },
        { label: 'TSIG', value: 'key1' },
        { label: 'Zone', value: 'a.example' },
      ],
    });
    assert.equal(accountPeerTooltip(use({ peer: undefined }), [], true).heading, 't1');
  });

  it('names ten zones without counting any more', () => {
    const names = Array.from({ length: 10 }, (_, index) => `z${index}.example`);
    assert.equal(accountPeerTooltip(use(), plain(names), true).facts.at(-1)?.value, 'z9.example');
  });

  it('says that a peer may have been deleted, or that no zone of these credentials uses it', () => {
    assert.match(sentences(use({ peer: undefined, missing: true })), /may have been deleted/);
    assert.match(sentences(use({ zoneIds: [] })), /No secondary zone that these credentials can list/);
  });

  it('says what to do', () => {
    assert.equal(sentences(use()), '');
    assert.match(sentences(use({ peer: undefined, missing: true })), /Link the zones to another peer/);
    assert.match(sentences(use({ peer: { ...NS1, port: undefined } })), /Give it its address and port/);
  });

  it('does not call a peer superfluous that no secondary zone uses', () => {
    assert.match(sentences(use({ zoneIds: [] })), /serves as their primary/);
    assert.match(sentences(use({ zoneIds: [] }), false), /read so far/);
  });
});

describe('the notice of an account', () => {
  const account = { id: 'a1', name: 'Acme', failure: undefined, read: true, peers: new Map([['t1', use()]]) };
  const forbidden = failed('forbidden', { path: '/accounts/a1/secondary_dns/peers' });

  it('is not there when all is well', () => {
    assert.equal(noticeRow(plain(account)), undefined);
    assert.equal(noticeTooltip(plain(account)), undefined);
  });

  it('names the permission that is missing, and what to do', () => {
    const given = { ...account, read: false, failure: forbidden };
    assert.equal(
      noticeRow(plain(given))?.spoken,
      'The peers could not be read: The permission “Account Settings Read” is missing.',
    );
    assert.match(noticeTooltip(plain(given))?.sentences.join(' ') ?? '', /Add it to the credential/);
  });

  it('says of peers that were read before that they may be out of date', () => {
    assert.equal(
      noticeRow(plain({ ...account, failure: failed('timeout') }))?.label,
      'The peers may be out of date',
    );
  });

  it('tells an account without peers from one that was not read', () => {
    assert.equal(noticeRow(plain({ ...account, peers: new Map() }))?.label, 'No peers');
    assert.equal(
      noticeRow(plain({ ...account, peers: new Map(), read: false }))?.label,
      'The peers have not been read yet',
    );
  });

  it('says why the peers of zones without an account have no names', () => {
    assert.match(noticeRow(plain({ ...account, id: undefined }))?.description ?? '', /“Zone Read”/);
  });

  it('says what is so without a colon where there is no more to say', () => {
    assert.deepEqual(noticeRow(plain({ ...account, peers: new Map() })), {
      label: 'No peers',
      description: '',
      icon: { icon: 'info', color: undefined },
      spoken: 'No peers',
    });
    assert.deepEqual(noticeRow(plain({ ...account, failure: failed('timeout') }))?.icon, WARNING);
  });

  it('names the account in its tooltip, where that is known', () => {
    const none = { ...account, peers: new Map() };
    assert.deepEqual(noticeTooltip(plain(none)), {
      heading: 'No peers',
      sentences: [],
      facts: [{ label: 'Account', value: 'Acme' }],
    });
    assert.deepEqual(noticeTooltip(plain({ ...none, name: undefined }))?.facts, []);
    assert.equal(
      noticeTooltip(plain({ ...account, id: undefined }))?.heading,
      'Names and addresses are not known',
    );
  });

  it('says of zones without an account that they have no peers, where they name none', () => {
    assert.equal(noticeRow(plain({ ...account, id: undefined, peers: new Map() }))?.label, 'No peers');
  });
});

describe('the row of an account', () => {
  const account = { id: 'a1', name: 'Acme', failure: undefined, read: true, peers: new Map([['t1', use()]]) };

  it('counts its peers', () => {
    assert.deepEqual(accountRow(plain(account)), {
      label: 'Acme',
      description: '1 peer',
      icon: { icon: 'organization', color: undefined },
      spoken: 'Account Acme, 1 peer',
    });
    assert.equal(accountRow(plain({ ...account, peers: new Map() })).description, '0 peers');
  });

  it('says why its peers could not be read', () => {
    assert.equal(
      accountRow(plain({ ...account, failure: failed('timeout') })).description,
      'Cloudflare did not answer in time.',
    );
  });

  it('says that the account is not known where no zone names one', () => {
    assert.equal(accountRow(plain({ ...account, name: undefined })).label, 'Account not known');
  });
});
