import assert from 'node:assert/strict';
import { compareKeys } from '../../../src/primaries/compareKeys.ts';

const key = { name: 'cf', algorithm: 'hmac-sha256', hasSecret: (secret: string) => secret === 'b25l' };
const account = { name: 'CF.', algorithm: 'hmac-sha256.', secret: 'b25l' };

describe('a key of a configuration beside that of an account', () => {
  it('is the same whatever the case and the last dot', () => {
    assert.deepEqual(compareKeys(key, account), { name: true, algorithm: true, secret: true });
  });

  it('may differ in each of its parts', () => {
    const other = { name: 'other', algorithm: 'hmac-sha512.', secret: 'dHdv' };
    assert.deepEqual(compareKeys(key, other), { name: false, algorithm: false, secret: false });
  });

  it('has md5 by either name', () => {
    const md5 = { ...key, algorithm: 'hmac-md5' };
    assert.equal(compareKeys(md5, { ...account, algorithm: 'hmac-md5.sig-alg.reg.int.' }).algorithm, true);
  });

  it('is not compared where the file does not state it', () => {
    const bare = { name: 'cf', algorithm: undefined, hasSecret: () => undefined };
    assert.deepEqual(compareKeys(bare, account), { name: true, algorithm: undefined, secret: undefined });
  });
});
