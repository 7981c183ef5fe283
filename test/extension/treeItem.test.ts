import assert from 'node:assert/strict';
import { tooltipMarkdown } from '../../src/views/markdown.ts';
import { plain } from '../support/values/plain.ts';

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '[x](command:workbench.action.quit)',
  '![x](https://evil.example/x.png)',
  '**bold** _slanted_ `code` ~~gone~~',
  '$(flame)',
  '# heading',
  '- item',
  'https://evil.example',
];

/** The text that remains of escaped markdown when it is drawn. */
function drawn(markdown: string): string {
  return markdown.replaceAll(/\\(.)/g, '$1').replaceAll('&nbsp;', ' ');
}

describe('a tooltip of the tree', () => {
  for (const text of HOSTILE) {
    it(`shows ${text} as it is`, () => {
      const markdown = tooltipMarkdown({
        heading: plain(text),
        sentences: [plain(text)],
        facts: [{ label: plain(text), value: plain(text) }],
      });
      assert.equal(markdown.isTrusted, false);
      assert.equal(markdown.supportHtml, false);
      assert.equal(markdown.supportThemeIcons, false);
      assert.equal(markdown.value.match(/(?<!\\)[[\]()`_#~!]/g), null, markdown.value);
      assert.equal(drawn(markdown.value).split(text).length - 1, 4, markdown.value);
    });
  }
});
