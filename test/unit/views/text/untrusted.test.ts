import assert from 'node:assert/strict';
import { escapedMarkdown, withoutIcons, withoutLinks } from '../../../../src/views/text/untrusted.ts';
import { plain } from '../../../support/values/plain.ts';

describe('text of the API', () => {
  it('draws no icon in a quick pick', () =>
    assert.equal(withoutIcons(plain('$(flame) x')), '$\u200b(flame) x'));
  it('makes no link and no icon in a message', () =>
    assert.doesNotMatch(withoutLinks(plain('[x](command:workbench.action.quit) $(flame)')), /[\]$]\(/));

  it('is otherwise shown as it is', () => {
    assert.equal(withoutIcons(plain('100 $ (net) $( $(')), '100 $ (net) $\u200b( $\u200b(');
    assert.equal(withoutLinks(plain('a [b] (c)')), 'a [b] (c)');
    assert.equal(withoutLinks(plain('[x](y) [z](w)')), '[x]\u200b(y) [z]\u200b(w)');
  });
  it('is no markup in a tooltip, and begins no block', () => {
    assert.equal(escapedMarkdown(plain('[x](y)')), '\\[x\\]\\(y\\)');
    assert.equal(escapedMarkdown(plain(' a\n\n# b\t c ')), 'a \\# b c');
    assert.equal(escapedMarkdown(plain('ns1.example')), 'ns1\\.example');
  });
  it('is read in a tooltip without a backslash where there is nothing to escape', () => {
    assert.equal(escapedMarkdown(plain('Ärger 09 az AZ')), 'Ärger 09 az AZ');
    assert.equal(escapedMarkdown(plain('!/:@[`{~')), '\\!\\/\\:\\@\\[\\`\\{\\~');
  });
});
