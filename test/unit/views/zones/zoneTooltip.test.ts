import assert from 'node:assert/strict';
import { zoneTooltip } from '../../../../src/views/zones/zoneTooltip.ts';
import { zoneState } from '../../../../src/zones/state.ts';
import type { PrimaryStatement, Zone } from '../../../../src/zones/zone.ts';
import { plain } from '../../../support/values/plain.ts';
import { API_RESULT, failed, HOUR, incoming, NOW, zone } from '../../../support/values/zones.ts';

const context = { now: NOW, locale: 'en', overdueFactor: 2 };
const tooltip = (given: Zone, statement?: PrimaryStatement) =>
  zoneTooltip(given, zoneState(given, NOW, 2), (tag) => plain(`peer ${tag}`), context, statement);
const LATE = incoming({ checked_time: new Date(NOW - 72 * HOUR).toISOString() });

describe('the tooltip of a zone', () => {
  it('shows the zone, its state and its whole config', () => {
    const given = incoming({ created_time: null, peers: ['t1'] });
    assert.deepEqual(tooltip(zone({ incoming: given })), {
      heading: 'example.com',
      sentences: ['In order'],
      facts: [
        { label: 'Account', value: 'Example Registry' },
        { label: 'Serial', value: '2019102400 · Oct 24, 2019, revision 0' },
        { label: 'Checked', value: 'Nov 20, 2026, 10:59:30 UTC · next check in 22h' },
        { label: 'Auto refresh', value: '86400 s · 1 day' },
        { label: 'Created', value: 'not reported' },
        { label: 'Modified', value: 'Oct 24, 2019, 16:09:42 UTC' },
        { label: 'Name', value: 'example.com.' },
        { label: 'Id', value: API_RESULT.id },
        { label: 'Peer', value: 'peer t1' },
      ],
    });
  });

  it('lists every peer', () => {
    const labels = tooltip(zone()).facts.map(({ label }) => label);
    assert.deepEqual(labels, [
      'Account',
      'Serial',
      'Checked',
      'Auto refresh',
      'Created',
      'Modified',
      'Name',
      'Id',
      'Peer',
      'Peer',
    ]);
  });

  it('says what to do about a missing permission', () => {
    const { sentences } = tooltip(zone({ failure: failed('forbidden') }));
    assert.match(sentences.join(' '), /“DNS Read” is missing/);
  });

  it('has no facts for a zone of which nothing is known', () => {
    const unread = zone({ account: undefined, incoming: undefined, readAt: undefined });
    assert.deepEqual(tooltip(unread), { heading: 'example.com', sentences: ['Loading'], facts: [] });
  });

  it('says when a check was due, of an overdue zone alone', () => {
    assert.deepEqual(tooltip(zone({ incoming: LATE })).sentences, ['Overdue', 'A check was due 2d ago.']);
    const stuck = zone({ incoming: incoming({ ...(LATE.raw as object), soa_serial: 0 }) });
    assert.deepEqual(tooltip(stuck).sentences, ['Never transferred']);
  });

  it('says of a zone that could not be read why, what to do, and how old the rest is', () => {
    const { sentences } = tooltip(zone({ failure: failed('timeout'), readAt: NOW - 2 * HOUR }));
    assert.deepEqual(sentences, [
      'Error',
      'Cloudflare did not answer in time.',
      'Check the network and the proxy, then refresh.',
      'What follows is as of 2h ago.',
    ]);
  });

  it('says nothing of an age where nothing was ever read', () => {
    const { sentences } = tooltip(
      zone({ incoming: undefined, readAt: undefined, failure: failed('timeout') }),
    );
    assert.equal(sentences.length, 3);
  });

  it('says what the configuration of the primary says', () => {
    const statement: PrimaryStatement = {
      uri: 'file:///etc/bind/named.conf',
      line: 40,
      place: plain('named.conf:41'),
      answer: 'allowed',
      key: undefined,
    };
    assert.deepEqual(tooltip(zone(), statement).sentences, [
      'In order',
      'named.conf:41 lets Cloudflare transfer.',
    ]);
  });
});
