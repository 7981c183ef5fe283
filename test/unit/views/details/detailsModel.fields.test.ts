import assert from 'node:assert/strict';
import { unreadZone } from '../../../../src/zones/zone.ts';
import { modelOf } from '../../../support/values/detailsModel.ts';
import { plain } from '../../../support/values/plain.ts';
import { API_RESULT, incoming, zone } from '../../../support/values/zones.ts';

describe('the lines on the page of a zone', () => {
  it('show identifiers in the editor’s font, and nothing else', () => {
    const codes = modelOf().fields.filter(({ code }) => code === true);
    assert.deepEqual(
      codes.map(({ key }) => key),
      ['serial', 'name', 'id'],
    );
    assert.ok(modelOf().fields.every((field) => field.code === true || !('code' in field)));
  });

  it('have no time, remark or tone where there is none to tell', () => {
    const name = modelOf().fields.find(({ key }) => key === 'name');
    assert.deepEqual(name, { key: 'name', label: 'Name', value: 'example.com.', code: true });
    const unchecked = modelOf({ zone: zone({ incoming: incoming({ checked_time: null }) }) });
    assert.deepEqual(
      unchecked.fields.map(({ key }) => key),
      ['serial', 'checked', 'autoRefresh', 'created', 'modified', 'name', 'id'],
    );
    const checked = modelOf().fields.find(({ key }) => key === 'checked');
    assert.ok(checked && !('note' in checked));
  });

  it('say when the next check is due', () => {
    const next = modelOf().fields.find(({ key }) => key === 'nextCheck');
    assert.deepEqual([next?.label, next?.value], ['Next check due', 'Nov 21, 2026, 10:59:30 UTC']);
  });

  it('are name and id of a zone that could not be read', () => {
    const unread = unreadZone(plain(API_RESULT.id), 'added', ['me']);
    const id = { key: 'id', label: 'Id', value: API_RESULT.id, code: true };
    assert.deepEqual(modelOf({ zone: unread }).fields, [id]);
    assert.deepEqual(modelOf({ zone: { ...unread, name: plain('one.example') } }).fields, [
      { key: 'name', label: 'Name', value: 'one.example', code: true },
      id,
    ]);
  });

  it('tell what the configuration of the primary says, where it was read', () => {
    const statement = {
      uri: 'file:///etc/bind/named.conf',
      line: 40,
      place: 'named.conf:41',
      answer: 'refused',
      key: undefined,
    } as const;
    assert.equal(
      modelOf({ statement: plain(statement) }).statement,
      'named.conf:41 does not let Cloudflare transfer',
    );
    assert.equal(modelOf().statement, undefined);
  });
});
