import assert from 'node:assert/strict';
import { EitherSignal } from '../../src/eitherSignal.ts';

describe('a signal of two', () => {
  const [first, second] = [0, 1] as const;
  for (const which of [first, second]) {
    it(`aborts with the ${which === first ? 'one' : 'other'}, for its reason`, () => {
      const controllers = [new AbortController(), new AbortController()] as const;
      const signal = new EitherSignal(controllers[first].signal).or(controllers[second].signal);
      assert.equal(signal.aborted, false);
      controllers[which].abort('why');
      assert.deepEqual([signal.aborted, signal.reason], [true, 'why']);
    });
  }

  it('is the same as often as it is asked for, so that none is left behind', () => {
    const either = new EitherSignal(new AbortController().signal);
    const [one, other] = [new AbortController().signal, new AbortController().signal];
    assert.equal(either.or(one), either.or(one));
    assert.notEqual(either.or(one), either.or(other));
  });
});
