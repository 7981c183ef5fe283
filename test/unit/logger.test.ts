import assert from 'node:assert/strict';
import { errorMessage } from '../../src/logger.ts';

describe('an error in the log', () => {
  it('is told by its message, and what is no error by none of its contents', () => {
    assert.equal(errorMessage(new Error('EACCES')), 'EACCES');
    assert.equal(errorMessage({ token: 'secret' }), 'no message');
  });
});
