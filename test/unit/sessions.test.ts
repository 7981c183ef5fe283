import assert from 'node:assert/strict';
import type { Connection } from '../../src/cloudflare/cloudflare.ts';
import { type Identity, tokenIdentity } from '../../src/credentials/identity.ts';
import { Sessions } from '../../src/sessions.ts';
import { text } from '../../src/text/text.ts';
import { ZoneStore } from '../../src/zones/store.ts';
import { factsOf } from '../support/values/identities.ts';
import { plain } from '../support/values/plain.ts';
import { refresherOf } from '../support/values/refresher.ts';
import { silent } from '../support/values/silent.ts';
import { failed, zone } from '../support/values/zones.ts';

const API = 'https://api.example';
const identity = (name: string, rest: Partial<Identity> = {}): Identity => ({
  ...tokenIdentity(`secret of ${name}`, name, factsOf(API, 1)),
  ...rest,
});

function setUp() {
  const store = new ZoneStore();
  const refresher = refresherOf(store);
  const state = { identities: [] as Identity[], unreadable: [] as string[], baseUrl: API };
  const connected: string[] = [];
  const disk: string[] = [];
  const tsigs: string[] = [];
  const connect = ({ id }: Identity): Connection => {
    connected.push(id);
    const refused = { ok: false as const, failure: failed('forbidden') };
    return {
      listZones: async () => ({ zones: [], complete: true, failure: undefined }),
      getIncoming: async () => refused,
      getPeers: async () => refused,
      getTsig: async (accountId, tsigId) => {
        tsigs.push(`${id} ${accountId} ${tsigId}`);
        return { ok: true, value: { name: text`n`, algorithm: text`a`, secret: text`s` }, messages: [] };
      },
    };
  };
  const sessions = new Sessions({
    vault: { read: async () => state },
    refresher,
    log: silent,
    baseUrl: () => state.baseUrl,
    connect,
    storage: {
      wipeOthers: async (ids) => {
        disk.push(`wipe others than ${ids.join()}`);
        return [];
      },
      restore: async (ids) => void disk.push(`restore ${ids.join()}`),
    },
  });
  return { sessions, store, state, connected, disk, tsigs };
}

describe('who is signed in', () => {
  it('is who is in the vault for the API in use, each connected once', async () => {
    const { sessions, state, connected, store } = setUp();
    state.identities = [identity('a'), identity('b', { baseUrl: 'https://elsewhere.example' })];
    assert.equal((await sessions.sync()).changed, true);
    assert.equal((await sessions.sync()).changed, false);
    assert.deepEqual(connected, [`token-a@${API}`]);
    assert.deepEqual([...store.listings.keys()], [`token-a@${API}`]);
    assert.equal(sessions.label(`token-a@${API}`), 'API token a…');
    assert.equal(sessions.label(`token-b@${API}`), '');
  });

  it('gets another connection with another credential under the same identity', async () => {
    const { sessions, state, connected } = setUp();
    state.identities = [identity('a')];
    await sessions.sync();
    state.identities = [identity('a', { credential: { kind: 'token', token: 'renewed' } })];
    assert.equal((await sessions.sync()).changed, true);
    assert.deepEqual(connected, [`token-a@${API}`, `token-a@${API}`]);
  });

  it('has what others left on disk wiped each time, and its own brought back when it comes', async () => {
    const { sessions, state, disk } = setUp();
    state.identities = [identity('a')];
    await sessions.sync();
    await sessions.sync();
    state.identities = [];
    await sessions.sync();
    assert.deepEqual(disk, [
      `wipe others than token-a@${API}`,
      `restore token-a@${API}`,
      `wipe others than token-a@${API}`,
      'wipe others than ',
      'restore ',
    ]);
  });

  it('reads a TSIG with the credential that read the zone, and none without an account or a session', async () => {
    const { sessions, state, tsigs } = setUp();
    state.identities = [identity('a')];
    await sessions.sync();
    const known = zone({ readerIds: [`token-a@${API}`], account: { id: 'acc', name: 'A' } });
    assert.equal((await sessions.access(known)?.tsig(plain('t1')))?.secret, 's');
    assert.equal(await sessions.access({ ...known, account: undefined })?.tsig(plain('t1')), undefined);
    assert.equal(
      await sessions.access({ ...known, readerIds: [`token-z@${API}`] })?.tsig(plain('t1')),
      undefined,
    );
    assert.deepEqual(tsigs, [`token-a@${API} acc t1`]);
  });

  it('is read again after the vault has failed once', async () => {
    const { sessions, state } = setUp();
    const { identities } = state;
    Object.defineProperty(state, 'identities', {
      configurable: true,
      get() {
        throw new Error('locked');
      },
    });
    await assert.rejects(sessions.sync(), /locked/);
    Object.defineProperty(state, 'identities', { configurable: true, value: identities });
    assert.equal((await sessions.sync()).changed, false);
  });
});
