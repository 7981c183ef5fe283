import assert from 'node:assert/strict';
import type { Peer } from '../../../../src/cloudflare/peers.ts';
import { type KnownPeers, peerRows, peersNote } from '../../../../src/views/details/peerRows.ts';
import { plain } from '../../../support/values/plain.ts';
import { failed, incoming, zone } from '../../../support/values/zones.ts';

const NS1: Peer = {
  id: plain('t1'),
  name: plain('ns1'),
  ip: plain('192.0.2.1'),
  port: 53,
  ixfr: true,
  tsigId: plain('k1'),
};
const known = (peers: readonly Peer[], accountPeers?: KnownPeers['accountPeers']): KnownPeers => ({
  peer: (tag) => peers.find(({ id }) => id === tag),
  accountPeers: accountPeers ?? { peers, failure: undefined },
});
const using = (...peers: readonly string[]) => zone({ incoming: incoming({ peers }) });

describe('the table of peers', () => {
  it('has a row for each, with what the account says', () => {
    assert.deepEqual(peerRows(using('t1'), known([NS1])), [
      { tag: 't1', name: 'ns1', address: '192.0.2.1', port: '53', ixfr: 'on', tsig: 'set' },
    ]);
  });

  it('says in words what is not set', () => {
    const bare = { ...NS1, ip: undefined, port: undefined, ixfr: false, tsigId: undefined };
    assert.deepEqual(peerRows(using('t1'), known([bare])), [
      { tag: 't1', name: 'ns1', address: 'none', port: 'not set', ixfr: 'off', tsig: 'none' },
    ]);
  });

  it('has the tag of a peer that the account lacks, and says so', () => {
    assert.deepEqual(peerRows(using('gone'), known([NS1])), [
      {
        tag: 'gone',
        name: undefined,
        address: undefined,
        port: undefined,
        ixfr: undefined,
        tsig: undefined,
        note: 'not among the account’s peers',
      },
    ]);
  });

  it('calls no peer missing where the account could not be read', () => {
    const unread = known([], { peers: [], failure: failed('timeout') });
    assert.equal(peerRows(using('t1'), unread)[0]?.note, undefined);
  });

  it('has no row and no note for a zone without a config', () => {
    for (const none of [null, undefined]) {
      assert.deepEqual(peerRows(zone({ incoming: none }), known([])), []);
      assert.equal(peersNote(zone({ incoming: none }), known([])), undefined);
    }
  });
});

describe('the note on the table of peers', () => {
  const noteOf = (peers: unknown, rest: Readonly<Record<string, unknown>> = {}) =>
    peersNote(zone({ incoming: incoming({ ...rest, peers }) }), known([NS1]));

  it('tells none from none reported', () => {
    assert.equal(noteOf([]), 'No peer is linked to this zone.');
    assert.equal(noteOf(null), 'The API did not report any peers.');
    assert.equal(noteOf(null, { created_time: 7 }), 'The API did not report any peers.');
  });

  it('says what came in place of peers, whatever else is wrong', () => {
    assert.match(noteOf('ns1', { created_time: 7 }) ?? '', /that are none: expected .+, received "ns1"\.$/);
  });

  it('is not there where all is known', () => assert.equal(noteOf(['t1']), undefined));

  it('says why names and addresses could not be read, and what to do', () => {
    const failure = failed('forbidden', { path: '/accounts/a1/secondary_dns/peers' });
    const note = peersNote(using('t1'), known([], { peers: undefined, failure }));
    assert.match(
      note ?? '',
      /^Names and addresses could not be read\. The permission “Account Settings Read” is missing\. Add /,
    );
  });

  it('says that the account is not known, unless every peer is', () => {
    const homeless = { ...using('t1', 't2'), account: undefined };
    assert.match(peersNote(homeless, known([NS1])) ?? '', /it takes “Zone Read”/);
    assert.equal(peersNote(homeless, known([NS1, { ...NS1, id: plain('t2') }])), undefined);
    assert.equal(peersNote(using('t1', 't2'), known([NS1])), undefined);
  });
});
