import assert from 'node:assert/strict';
import { Lazy } from '../../src/lazy.ts';

describe('what is loaded with its first use', () => {
  it('is loaded once', async () => {
    let loads = 0;
    const lazy = new Lazy(async () => (loads += 1));
    assert.equal(lazy.loaded, undefined);
    assert.deepEqual(await Promise.all([lazy.get(), lazy.get()]), [1, 1]);
    assert.equal(lazy.loaded, 1);
  });

  it('is loaded by the next use after a load that failed', async () => {
    let loads = 0;
    const lazy = new Lazy(async () => {
      loads += 1;
      if (loads === 1) throw new Error('no');
      return loads;
    });
    await assert.rejects(lazy.get(), /no/);
    assert.equal(await lazy.get(), 2);
  });
});
