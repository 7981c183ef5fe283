import assert from 'node:assert/strict';
import { unreadZone, zoneName } from '../../../src/zones/zone.ts';
import { plain } from '../../support/values/plain.ts';
import { incoming, zone } from '../../support/values/zones.ts';

describe('a zone', () => {
  it('of which nothing was read is no more than its id, how it came here and who may read it', () => {
    assert.deepEqual(unreadZone(plain('z1'), 'added', ['me']), {
      id: 'z1',
      name: undefined,
      account: undefined,
      nameServers: [],
      origin: 'added',
      readerIds: ['me'],
      incoming: undefined,
      readAt: undefined,
      askedAt: undefined,
      messages: [],
      failure: undefined,
      check: undefined,
      loading: false,
    });
  });

  it('is called by the name of its list', () => {
    assert.equal(zoneName(zone({ name: 'listed.example' })), 'listed.example');
  });

  it('is called as its config says where no list has it, without the last dot alone', () => {
    const named = (name: unknown) =>
      zoneName(zone({ id: 'z1', name: undefined, incoming: incoming({ name }) }));
    assert.equal(named('sub.example.com.'), 'sub.example.com');
    assert.equal(named('example.com'), 'example.com');
  });

  it('is called by its id where nobody tells a name', () => {
    for (const unnamed of [undefined, null, incoming({ name: null })]) {
      assert.equal(zoneName(zone({ id: 'z1', name: undefined, incoming: unnamed })), 'z1');
    }
  });
});
