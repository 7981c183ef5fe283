import assert from 'node:assert/strict';
import { escapedMarkdown, withoutIcons, withoutLinks } from '../../../../src/views/text/untrusted.ts';

describe('text of the API', () => {
  it('draws no icon in a quick pick', () => assert.equal(withoutIcons('$(flame) x'), '\\$(flame) x'));
  it('makes no link in a message', () =>
    assert.doesNotMatch(withoutLinks('[x](command:workbench.action.quit)'), /\]\(/));

  it('is otherwise shown as it is', () => {
    assert.equal(withoutIcons('100 $ (net) $( $('), '100 $ (net) \\$( \\$(');
    assert.equal(withoutLinks('a [b] (c)'), 'a [b] (c)');
    assert.equal(withoutLinks('[x](y) [z](w)'), '[x]\u200b(y) [z]\u200b(w)');
  });
  it('is no markup in a tooltip, and begins no block', () => {
    assert.equal(escapedMarkdown('[x](y)'), '\\[x\\]\\(y\\)');
    assert.equal(escapedMarkdown(' a\n\n# b\t c '), 'a \\# b c');
    assert.equal(escapedMarkdown('ns1.example'), 'ns1\\.example');
  });
  it('is read in a tooltip without a backslash where there is nothing to escape', () => {
    assert.equal(escapedMarkdown('Ärger 09 az AZ'), 'Ärger 09 az AZ');
    assert.equal(escapedMarkdown('!/:@[`{~'), '\\!\\/\\:\\@\\[\\`\\{\\~');
  });
});
