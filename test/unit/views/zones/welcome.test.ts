import assert from 'node:assert/strict';
import type { FailureKind } from '../../../../src/cloudflare/failure.ts';
import { welcomeOf } from '../../../../src/views/zones/welcome.ts';
import { ZoneStore } from '../../../../src/zones/store.ts';
import { plain } from '../../../support/values/plain.ts';
import { failed, NOW } from '../../../support/values/zones.ts';

const zones = [{ id: 'z1', name: 'one.example', account: undefined }];
const none = { zones: [], complete: true, failure: undefined };
const broken = (kind: FailureKind) => ({ zones: [], complete: false, failure: failed(kind) });

function storeOf(...identities: readonly string[]): ZoneStore {
  const store = new ZoneStore();
  store.setIdentities(identities);
  return store;
}
const welcome = (store: ZoneStore, shown = 0) => welcomeOf(store, { settingIsWrong: false, shown });

describe('what the view shows in place of zones', () => {
  it('is that the setting is wrong, before all else', () => {
    for (const store of [storeOf(), storeOf('me')]) {
      assert.equal(welcomeOf(store, { settingIsWrong: true, shown: 1 }), 'wrongSetting');
    }
  });

  it('is that nobody is signed in', () => assert.equal(welcome(storeOf()), 'signedOut'));

  it('is that lists are being read, as long as one of them is', () => {
    const store = storeOf('me', 'you');
    assert.equal(welcome(store), 'loading');
    store.listed('me', none, NOW);
    assert.equal(welcome(store), 'loading');
    store.listing('you');
    assert.equal(welcome(store), 'loading');
    store.listed('you', none, NOW);
    assert.equal(welcome(store), 'noZones');
  });

  it('is nothing where there are zones, whatever became of the list', () => {
    const store = storeOf('me');
    store.listed('me', { ...none, zones: plain(zones) }, NOW);
    for (const act of [() => store.listing('me'), () => store.listed('me', broken('timeout'), NOW)]) {
      act();
      assert.equal(welcome(store, 1), 'zones');
      assert.equal(welcome(store, 0), 'filteredOut');
    }
  });

  for (const [kind, expected] of [
    ['unreachable', 'offline'],
    ['timeout', 'offline'],
    ['forbidden', 'notPermitted'],
    ['unauthenticated', 'rejectedCredential'],
    ['server', 'failed'],
  ] as const) {
    it(`is "${expected}" where the list failed with ${kind}, though another one has no zones`, () => {
      const store = storeOf('me', 'you');
      store.listed('me', none, NOW);
      store.listed('you', broken(kind), NOW);
      assert.equal(welcome(store), expected);
    });
  }

  it('is a failure where a list does not end and has no zones', () => {
    const store = storeOf('me', 'you');
    store.listed('me', none, NOW);
    store.listed('you', { ...none, complete: false }, NOW);
    assert.equal(welcome(store), 'failed');
  });
});
