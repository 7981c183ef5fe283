import assert from 'node:assert/strict';
import { configFields } from '../../../../src/views/text/configFields.ts';
import { peerPlace } from '../../../../src/views/text/peerText.ts';
import { welcomeOf } from '../../../../src/views/zones/welcome.ts';
import {
  fieldRow,
  listingRow,
  peerRow,
  statementRow,
  zoneRow,
} from '../../../../src/views/zones/zoneRows.ts';
import { ZonesTreeModel } from '../../../../src/views/zones/zonesTreeModel.ts';
import { zoneState } from '../../../../src/zones/state.ts';
import { ZoneStore } from '../../../../src/zones/store.ts';
import type { PrimaryStatement, Zone } from '../../../../src/zones/zone.ts';
import { plain } from '../../../support/values/plain.ts';
import { failed, HOUR, incoming, NOW, zone } from '../../../support/values/zones.ts';

const context = { now: NOW, locale: 'en', overdueFactor: 2 };
const rowOf = (given: Zone) => zoneRow(given, zoneState(given, NOW, 2), context);
const peer = { id: 'p1', name: 'ns1', ip: '2001:db8::1', port: 53, ixfr: true, tsigId: undefined };

const WARNING = { icon: 'warning', color: 'problemsWarningIcon.foreground' };
const stating = (answer: PrimaryStatement['answer']): PrimaryStatement => ({
  uri: 'file:///etc/bind/named.conf',
  line: 40,
  place: plain('named.conf:41'),
  answer,
  key: undefined,
});

describe('the row of a zone', () => {
  it('says serial and last check', () => {
    const row = rowOf(zone());
    assert.equal(row.label, 'example.com');
    assert.equal(row.description, 'serial 2019102400 · checked 1h ago');
    assert.equal(row.spoken, 'example.com, In order, serial 2019102400 · checked 1h ago');
  });
  it('says in words what is wrong, and keeps the facts', () => {
    const late = zone({ incoming: incoming({ checked_time: new Date(NOW - 72 * HOUR).toISOString() }) });
    assert.equal(rowOf(late).description, 'overdue · checked 3d ago · serial 2019102400');
  });
  it('marks the last good config with its age when a refresh fails', () => {
    const row = rowOf(zone({ failure: failed('timeout'), readAt: NOW - 2 * HOUR }));
    assert.equal(
      row.description,
      'Cloudflare did not answer in time. · serial 2019102400 · checked 1h ago · as of 2h ago',
    );
  });
  it('begins with a statement by which transfers fail, and with no other', () => {
    const described = (given: Zone, answer: PrimaryStatement['answer']) =>
      zoneRow(given, zoneState(given, NOW, 2), context, stating(answer)).description;
    assert.equal(
      described(zone(), 'refused'),
      'named.conf:41 does not let Cloudflare transfer · serial 2019102400 · checked 1h ago',
    );
    assert.equal(described(zone(), 'allowed'), 'serial 2019102400 · checked 1h ago');
    const unread = zone({ incoming: undefined, readAt: undefined });
    assert.equal(described(unread, 'refused'), 'named.conf:41 does not let Cloudflare transfer');
  });
  it('says no more than the state where there are no facts', () => {
    assert.equal(rowOf(zone({ incoming: null })).description, 'no incoming transfer');
    assert.equal(rowOf(zone({ incoming: incoming({ soa_serial: 0 }) })).description, 'never transferred');
    assert.equal(rowOf(zone({ incoming: undefined, readAt: undefined })).description, '');
    assert.equal(
      rowOf(zone({ incoming: undefined, readAt: undefined, failure: failed('timeout') })).description,
      'Cloudflare did not answer in time.',
    );
  });
  it('says nothing of a check that was not reported', () => {
    assert.equal(
      rowOf(zone({ incoming: incoming({ checked_time: null }) })).description,
      'serial 2019102400',
    );
  });
  it('says how old a config is that was brought back from a file', () => {
    assert.match(rowOf(zone({ askedAt: undefined, readAt: NOW - HOUR })).description, / · as of 1h ago$/);
  });
  it('names unexpected field types', () => {
    assert.match(
      rowOf(zone({ incoming: incoming({ created_time: 7 }) })).description,
      /unexpected field types/,
    );
  });
  it('has an icon of another shape for each state', () => {
    const zones = [
      zone(),
      zone({ incoming: null }),
      zone({ incoming: undefined }),
      zone({ incoming: incoming({ peers: [] }) }),
      zone({ incoming: incoming({ soa_serial: 0 }) }),
      zone({ incoming: incoming({ checked_time: '2020-01-01T00:00:00Z' }) }),
      zone({ failure: failed('forbidden') }),
      zone({ failure: failed('server') }),
    ];
    assert.equal(new Set(zones.map((given) => rowOf(given).icon.icon)).size, zones.length);
  });
});

describe('the rows below a zone', () => {
  const rows = (given: Zone) => configFields(given, context).map((field) => fieldRow(field, context));
  it('say the date that a serial encodes and when the next check is due', () => {
    const [serial, checked, refresh] = rows(zone());
    assert.equal(serial?.description, '2019102400 · Oct 24, 2019, revision 0');
    assert.equal(checked?.description, '1h ago · next check in 22h');
    assert.equal(refresh?.description, '86400 s · 1 day');
  });
  it('say of a check that is about to come that it comes', () => {
    const checked_time = new Date(NOW - 86_370_000).toISOString();
    const [, checked] = rows(zone({ incoming: incoming({ checked_time }) }));
    assert.equal(checked?.description, '23h ago · next check within a minute');
  });
  it('say what the API left out, and what was of another type', () => {
    const given = rows(zone({ incoming: incoming({ created_time: null, soa_serial: 'x' }) }));
    assert.equal(given.find(({ label }) => label === 'Created')?.description, 'not reported');
    assert.match(
      given.find(({ label }) => label === 'Serial')?.description ?? '',
      /expected number, received "x"/,
    );
  });
  it('are drawn with their icon, or with a warning where something is off, and can be heard', () => {
    const [serial] = configFields(zone(), context).map((field) => fieldRow(field, context));
    assert.deepEqual(serial?.icon, { icon: 'symbol-number', color: undefined });
    assert.equal(serial?.spoken, 'Serial: 2019102400 · Oct 24, 2019, revision 0');
    const [wrong] = rows(zone({ incoming: incoming({ soa_serial: 'x' }) }));
    assert.deepEqual(wrong?.icon, WARNING);
  });
  it('say of a peer where it is, on the screen and by voice', () => {
    assert.deepEqual(peerRow(plain('p1'), plain(peer)), {
      label: 'ns1',
      description: '[2001:db8::1]:53',
      icon: { icon: 'server', color: undefined },
      spoken: 'Peer ns1, [2001:db8::1]:53',
    });
    const unknown = peerRow(plain('p1'), undefined);
    assert.deepEqual([unknown.description, unknown.spoken], ['', 'Peer p1']);
  });
  it('say what the primary’s configuration says, with a warning where transfers fail by it', () => {
    assert.deepEqual(statementRow(stating('allowed'), context), {
      label: 'Primary’s configuration',
      description: 'named.conf:41 lets Cloudflare transfer',
      icon: { icon: 'file-code', color: undefined },
      spoken: 'Primary’s configuration: named.conf:41 lets Cloudflare transfer',
    });
    assert.deepEqual(statementRow(stating('refused'), context).icon, WARNING);
  });
  it('name peers where they may be read, else show the tag', () => {
    assert.equal(peerRow(plain('p1'), plain(peer)).label, 'ns1');
    assert.equal(peerRow(plain('p1'), plain(peer)).description, '[2001:db8::1]:53');
    assert.equal(peerRow(plain('p1'), undefined).label, 'p1');
    assert.equal(peerPlace(plain({ ...peer, ip: undefined, port: undefined })), 'no address');
  });
});

describe('the list as a whole', () => {
  const listing = {
    status: 'unread',
    failure: undefined,
    askedAt: undefined,
    pausedUntil: undefined,
  } as const;
  const account = { id: 'a1', name: 'A' };
  const other = { id: 'a2', name: 'B' };
  const storeOf = (zones: readonly { id: string; name: string; account: typeof account }[]) => {
    const store = new ZoneStore();
    store.setIdentities(['me']);
    store.listed('me', { zones: plain(zones), complete: true, failure: undefined }, NOW);
    return store;
  };
  const arrangement = { order: 'state', states: undefined } as const;
  const forestOf = (store: ZoneStore) => new ZonesTreeModel(store, (given) => zoneState(given, NOW, 2));

  it('has no account rows for one account, and rows for two', () => {
    const flat = forestOf(storeOf([{ id: 'z1', name: 'one.example', account }]));
    assert.deepEqual(
      flat.roots(arrangement).map(({ id }) => id),
      ['zone/z1'],
    );
    const two = forestOf(
      storeOf([
        { id: 'z1', name: 'one.example', account },
        { id: 'z2', name: 'two.example', account: other },
      ]),
    );
    assert.deepEqual(
      two.roots(arrangement).map(({ id }) => id),
      ['account/a1', 'account/a2'],
    );
  });

  it('keeps the nodes of zones across refreshes', () => {
    const store = storeOf([{ id: 'z1', name: 'one.example', account }]);
    const forest = forestOf(store);
    const [before] = forest.roots(arrangement);
    store.read('z1', 'me', { ok: true, value: incoming(), messages: [] }, NOW);
    assert.equal(forest.roots(arrangement)[0], before);
  });

  it('shows the states that the filter lets through', () => {
    const store = storeOf([
      { id: 'z1', name: 'one.example', account },
      { id: 'z2', name: 'two.example', account },
    ]);
    store.read('z1', 'me', { ok: true, value: null, messages: [] }, NOW);
    const shown = forestOf(store).roots({ order: 'name', states: new Set(['not-configured']) });
    assert.deepEqual(
      shown.map(({ id }) => id),
      ['zone/z1'],
    );
  });

  it('says on a row of its own that a list is not complete', () => {
    assert.equal(listingRow({ ...listing, status: 'complete' }, plain('me')), undefined);
    assert.equal(
      listingRow({ ...listing, status: 'partial', failure: failed('server', { status: 502 }) }, plain('me'))
        ?.label,
      'Not all zones could be listed',
    );
  });

  it('says whose list is not complete, and why', () => {
    const failure = failed('server', { status: 502 });
    assert.deepEqual(listingRow({ ...listing, status: 'failed', failure }, plain('me')), {
      label: 'The zones could not be listed',
      description: 'Cloudflare’s API has a fault (HTTP 502).',
      icon: WARNING,
      spoken: 'The zones could not be listed, me: Cloudflare’s API has a fault (HTTP 502).',
    });
    assert.equal(
      listingRow({ ...listing, status: 'partial' }, plain('me'))?.description,
      'The list does not end.',
    );
    assert.equal(listingRow({ ...listing, status: 'loading', failure }, plain('me')), undefined);
  });

  it('is in the phase that its failure calls for', () => {
    const store = new ZoneStore();
    const phase = (shown = 0) => welcomeOf(store, { settingIsWrong: false, shown });
    assert.equal(phase(), 'signedOut');
    store.setIdentities(['me']);
    assert.equal(phase(), 'loading');
    for (const [kind, expected] of [
      ['unreachable', 'offline'],
      ['forbidden', 'notPermitted'],
      ['unauthenticated', 'rejectedCredential'],
      ['not-json', 'failed'],
    ] as const) {
      store.listed('me', { zones: [], complete: false, failure: failed(kind) }, NOW);
      assert.equal(phase(), expected);
    }
    store.listed('me', { zones: [], complete: true, failure: undefined }, NOW);
    assert.equal(phase(), 'noZones');
    store.listed(
      'me',
      {
        zones: [
          {
            id: plain('z1'),
            name: plain('one.example'),
            account: plain(account),
          },
        ],
        complete: true,
        failure: undefined,
      },
      NOW,
    );
    assert.equal(phase(1), 'zones');
    assert.equal(phase(0), 'filteredOut');
    assert.equal(welcomeOf(store, { settingIsWrong: true, shown: 1 }), 'wrongSetting');
  });
});
