import assert from 'node:assert/strict';
import { alarmText } from '../../../../src/views/text/alarmText.ts';
import { plain } from '../../../support/values/plain.ts';

const zone = (name: string) => ({ name, state: 'overdue' }) as const;

describe('the text of an alarm', () => {
  it('names one zone and what became of it', () => {
    assert.equal(alarmText([plain(zone('one.example'))]), 'one.example needs attention: Overdue');
  });

  it('counts several zones and names each with its state', () => {
    assert.equal(
      alarmText([plain(zone('one.example')), { name: plain('two.example'), state: 'error' }]),
      '2 zones need attention: one.example (Overdue), two.example (Error)',
    );
  });

  it('names three zones at most, and says that there are more', () => {
    const names = ['a', 'b', 'c', 'd'];
    assert.match(
      alarmText(plain(names.slice(0, 3).map(zone))),
      /a \(Overdue\), b \(Overdue\), c \(Overdue\)$/,
    );
    assert.equal(
      alarmText(plain(names.map(zone))),
      '4 zones need attention: a (Overdue), b (Overdue), c (Overdue), …',
    );
  });
});
