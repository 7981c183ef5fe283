import assert from 'node:assert/strict';
import { isAllKnown, peerUses, tagsOf } from '../../../../src/views/peers/peerUse.ts';
import { ZoneStore } from '../../../../src/zones/store.ts';
import { plain } from '../../../support/values/plain.ts';
import { failed, incoming, NOW, zone } from '../../../support/values/zones.ts';
import { ACME, BETA, NS1, NS2, Scene } from './scene.ts';

/** Who uses which peer: by account, the tag and the zones. */
function used({ store }: Scene) {
  return Array.from(peerUses(store).accounts.values(), ({ id, peers }) => [
    id,
    Array.from(peers.values(), ({ tag, missing, zoneIds }) => [tag, missing, zoneIds]),
  ]);
}
const ownedBy =
  (owners: Readonly<Record<string, typeof ACME | undefined>>) =>
  (name: string): typeof ACME | undefined =>
    owners[name];

describe('the use of peers', () => {
  it('counts each zone once with every peer that it names', () => {
    const scene = new Scene({ a: ['t1', 't2', 't1'], b: ['t1'], c: ['t1'] });
    scene.has('a1', [NS1, NS2]);
    assert.deepEqual(used(scene), [
      [
        'a1',
        [
          ['t1', false, ['a', 'b', 'c']],
          ['t2', false, ['a']],
        ],
      ],
    ]);
  });

  it('is by name of the peer, and by tag among peers of one name', () => {
    const scene = new Scene({ a: ['t1', 'unknown'] });
    const named = (id: string, name: string) => ({ ...NS1, id, name });
    const peers = [named('t3', 'ns10'), named('t2', 'ns9'), named('t9', 'same'), named('t8', 'same')];
    const expected = ['t2', 't3', 't8', 't9', 't1', 'unknown'];
    for (const given of [peers, peers.toReversed()]) {
      scene.has('a1', plain(given));
      const [account] = peerUses(scene.store).accounts.values();
      assert.deepEqual([...(account?.peers.keys() ?? [])], expected);
    }
  });

  it('lists the accounts by name, each with what is known of it', () => {
    const scene = new Scene({ a: ['t1'], b: ['t2'] }, ownedBy({ a: BETA, b: ACME }));
    scene.has('a2', [NS1]);
    scene.fails('a1', failed('forbidden'));
    const accounts = [...peerUses(scene.store).accounts.values()];
    assert.deepEqual(
      accounts.map(({ name, read, failure }) => [name, read, failure?.kind]),
      [
        ['Acme', false, 'forbidden'],
        ['Beta', true, undefined],
      ],
    );
  });

  it('counts a zone with the account that has the peer, whatever account is its own', () => {
    const scene = new Scene({ a: ['t1'], b: ['t1'], c: ['t1', 'x'] }, ownedBy({ a: ACME, b: BETA }));
    scene.has('a1', [NS1]);
    scene.has('a2', []);
    assert.deepEqual(used(scene), [
      ['a1', [['t1', false, ['a', 'b', 'c']]]],
      ['a2', []],
      [undefined, [['x', false, ['c']]]],
    ]);
  });

  it('has no entry for zones without an account, unless they alone name a peer', () => {
    const homeless = new Scene({ a: ['t1'], b: [] }, ownedBy({ a: ACME }));
    homeless.has('a1', [NS1]);
    assert.deepEqual(
      used(homeless).map(([id]) => id),
      ['a1'],
    );
    const only = new Scene({ b: [] }, ownedBy({}));
    assert.deepEqual(used(only), [[undefined, []]]);
  });

  it('takes the peers of zones without an account for read when every zone is', () => {
    const read = (tags: readonly string[] | undefined) =>
      peerUses(new Scene({ a: tags }, ownedBy({})).store).accounts.get(undefined)?.read;
    assert.equal(read([]), true);
    assert.equal(read(undefined), false);
  });

  it('calls a peer missing only where the account was read and lacks it', () => {
    const scene = new Scene({ a: ['t1'] });
    scene.has('a1', []);
    assert.deepEqual(used(scene), [['a1', [['t1', true, ['a']]]]]);
    scene.fails('a1', failed('timeout'));
    assert.deepEqual(used(scene), [['a1', [['t1', false, ['a']]]]]);
  });

  it('is known of a zone once that was read, also where it has no config or no peers', () => {
    assert.equal(tagsOf(zone({ incoming: undefined })), undefined);
    assert.deepEqual(tagsOf(zone({ incoming: null })), []);
    assert.deepEqual(tagsOf(zone({ incoming: incoming({ peers: null }) })), []);
    assert.deepEqual(tagsOf(zone({ incoming: incoming({ peers: ['t1'] }) })), ['t1']);
  });

  it('is complete when every list and every zone was read, and stays so while lists are read again', () => {
    const store = new ZoneStore();
    store.setIdentities(['me', 'you']);
    const list = (id: string, complete: boolean, ...ids: readonly string[]) =>
      store.listed(
        id,
        {
          zones: plain(ids.map((name) => ({ id: name, name, account: undefined }))),
          complete,
          failure: undefined,
        },
        NOW,
      );
    const read = (id: string) => store.read(id, 'me', { ok: true, value: null, messages: [] }, NOW);
    list('me', true, 'a', 'b');
    read('a');
    read('b');
    assert.equal(isAllKnown(store), false);
    store.listing('you');
    assert.equal(isAllKnown(store), false);
    list('you', true);
    assert.equal(isAllKnown(store), true);
    assert.equal(peerUses(store).complete, true);
    store.listing('you');
    assert.equal(isAllKnown(store), true);
    list('you', true, 'c');
    assert.equal(isAllKnown(store), false);
    read('c');
    list('you', false, 'c');
    assert.equal(isAllKnown(store), false);
  });
});
