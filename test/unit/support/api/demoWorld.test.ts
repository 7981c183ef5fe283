import assert from 'node:assert/strict';
import { readIncoming } from '../../../../src/cloudflare/incoming.ts';
import { type ZoneState, zoneState } from '../../../../src/zones/state.ts';
import { unreadZone } from '../../../../src/zones/zone.ts';
import { isId } from '../../../support/api/id.ts';
import { DEMO_CREDENTIALS, demoWorld, manyZones } from '../../../support/api/world.ts';
import { plain } from '../../../support/values/plain.ts';
import { NOW } from './harness.ts';

describe('The demo world', () => {
  const world = demoWorld(NOW);

  it('has zones in every state that a config can be in', () => {
    const states = world.zones.flatMap(({ id, name, incoming, override }) => {
      const config = incoming === 'missing' ? null : readIncoming(JSON.parse(JSON.stringify(incoming)));
      const zone = { ...unreadZone(plain(id), 'listed', [], plain(name)), incoming: config };
      return override ? [] : [zoneState(zone, NOW, 2)];
    });
    const expected: ZoneState[] = [
      'error',
      'in-order',
      'never-transferred',
      'overdue',
      'no-peers',
      'not-configured',
    ];
    assert.deepEqual(new Set(states), new Set(expected));
  });

  it('is the same each time, with ids of their own', () => {
    assert.deepEqual(demoWorld(NOW), world);
    const ids = [...world.accounts, ...world.zones, ...world.tokens, ...world.peers, ...world.tsigs];
    assert.ok(ids.every(({ id }) => isId(id)));
    assert.equal(new Set(ids.map(({ id }) => id)).size, ids.length);
  });

  it('has credentials that are shaped like real ones', () => {
    const { email: _, key, accountId: __, ...tokens } = DEMO_CREDENTIALS;
    assert.equal(key.length, 37);
    for (const token of Object.values(tokens)) {
      assert.match(token, /^\w{40}$/);
    }
  });

  it('has a zone with as many peers as one may have, and one whose peer the account lacks', () => {
    const known = new Set<unknown>(world.peers.map(({ id }) => id));
    const peersOf = (name: string) => {
      const incoming = world.zones.find((zone) => zone.name === name)?.incoming;
      return (incoming as { peers: unknown[] }).peers;
    };
    assert.equal(peersOf('anycast.example').length, 30);
    assert.ok(peersOf('example.org').some((peer) => !known.has(peer)));
  });

  it('can be one of any number of zones', () => {
    const many = manyZones(1234, NOW);
    assert.equal(new Set(many.zones.map(({ id }) => id)).size, 1234);
  });
});
