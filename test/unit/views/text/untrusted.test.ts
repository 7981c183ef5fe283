import assert from 'node:assert/strict';
import { withoutIcons, withoutLinks } from '../../../../src/views/text/untrusted.ts';

describe('text of the API', () => {
  it('draws no icon in a quick pick', () => assert.equal(withoutIcons('$(flame) x'), '\\$(flame) x'));
  it('makes no link in a message', () =>
    assert.doesNotMatch(withoutLinks('[x](command:workbench.action.quit)'), /\]\(/));
});
