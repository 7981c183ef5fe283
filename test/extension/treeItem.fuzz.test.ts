import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { tooltipMarkdown } from '../../src/views/markdown.ts';
import { text } from '../support/fuzz/arbitraries.ts';
import { SEED } from '../support/fuzz/seed.ts';
import { plain } from '../support/values/plain.ts';

/** What remains of a tooltip once its own markup and all that is escaped are taken out. */
function unescaped(markdown: string): string {
  return markdown
    .replaceAll(/\\[!-/:-@[-`{-~]/g, '')
    .replace(/^\*\*(.*)\*\*$/m, '$1')
    .replaceAll(/^- /gm, '');
}

describe('a tooltip of the tree', () => {
  it('has no markup of its texts, whatever they are', () => {
    const tooltip = fc.record({
      heading: text,
      sentences: fc.array(text, { maxLength: 4 }),
      facts: fc.array(fc.record({ label: text, value: text }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(tooltip, (given) => {
        const markdown = tooltipMarkdown(plain(given));
        assert.deepEqual(
          [markdown.isTrusted, markdown.supportHtml, markdown.supportThemeIcons],
          [false, false, false],
        );
        assert.doesNotMatch(unescaped(markdown.value), /[!-/:-@[-`{-~\t\r]/);
        const lines = 2 + 2 * given.sentences.length + given.facts.length;
        assert.equal(markdown.value.split('\n').length, lines + 1);
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });
});
