import assert from 'node:assert/strict';
import { evidence } from '../../../../src/views/details/evidence.ts';
import { check, primary, serial } from '../../../support/values/checks.ts';
import { NOW, zone } from '../../../support/values/zones.ts';

const HELD = 2_019_102_400;
const context = { now: NOW, locale: 'en', overdueFactor: 2 };

describe('the servers on the page of a zone', () => {
  it('stand out where one told no serial that can be believed', () => {
    const given = check(
      [
        primary('good', serial(HELD)),
        primary('refusing', { kind: 'refused' }),
        { ...primary('cancelled', { kind: 'cancelled' }), answer: undefined },
      ],
      [{ name: 'ns.example', at: '192.0.2.9:53', answer: serial(HELD) }],
    );
    const rows = evidence(zone({ check: given }), context)?.servers;
    assert.deepEqual(
      rows?.map(({ name, said, tone }) => [name, said, tone]),
      [
        ['good', 'serial 2019102400', 'good'],
        ['refusing', 'refused', 'warning'],
        ['cancelled', 'cancelled', 'warning'],
        ['ns.example', 'serial 2019102400', 'good'],
      ],
    );
  });

  it('have no time where it is not known since when one has its serial', () => {
    const given = check([primary('A', serial(HELD), { since: undefined })]);
    assert.equal(evidence(zone({ check: given }), context)?.servers[0]?.since, undefined);
  });
});
