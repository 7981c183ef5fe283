import assert from 'node:assert/strict';
import { readIncoming } from '../../../src/cloudflare/incoming.ts';
import { API_RESULT } from '../../support/values/zones.ts';

describe('reading a config', () => {
  it('reads every field', () => {
    const read = readIncoming(API_RESULT);
    assert.deepEqual(read, {
      id: API_RESULT.id,
      name: 'example.com.',
      autoRefreshSeconds: 86_400,
      checkedTime: API_RESULT.checked_time,
      createdTime: API_RESULT.created_time,
      modifiedTime: API_RESULT.modified_time,
      peers: API_RESULT.peers,
      soaSerial: 2_019_102_400,
      problems: [],
      raw: API_RESULT,
    });
  });
  it('takes null for: not configured', () => assert.equal(readIncoming(null), null));
  it('refuses what is no object', () => {
    for (const result of [undefined, 'OK', 7, []]) {
      assert.equal(readIncoming(result), undefined);
    }
  });
  it('needs no field and minds no unknown one', () => {
    const read = readIncoming({ primaries: ['x'], soa_serial: null });
    assert.equal(read?.soaSerial, undefined);
    assert.equal(read?.peers, undefined);
    assert.deepEqual(read?.problems, []);
  });
  it('tells of unexpected field types and keeps the rest', () => {
    const read = readIncoming({
      ...API_RESULT,
      soa_serial: '2019102400',
      peers: ['a', 7],
      checked_time: 'soon',
    });
    assert.equal(read?.soaSerial, undefined);
    assert.equal(read?.peers, undefined);
    assert.equal(read?.checkedTime, undefined);
    assert.equal(read?.autoRefreshSeconds, 86_400);
    assert.deepEqual(read?.problems.map(({ field }) => field).sort(), [
      'checked_time',
      'peers',
      'soa_serial',
    ]);
    assert.match(read?.problems.find(({ field }) => field === 'soa_serial')?.received ?? '', /"2019102400"/);
  });
  it('refuses serials that do not fit in 32 bits', () => {
    assert.equal(readIncoming({ soa_serial: 4_294_967_296 })?.soaSerial, undefined);
    assert.equal(readIncoming({ soa_serial: -1 })?.soaSerial, undefined);
    assert.equal(readIncoming({ soa_serial: 4_294_967_295 })?.soaSerial, 4_294_967_295);
  });
});
