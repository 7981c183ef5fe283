import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { placeholders, textsBelow, textsIn } from '../../support/l10n/texts.ts';

const root = new URL('../../../', import.meta.url);

async function readBundle(language: string): Promise<Readonly<Record<string, string>>> {
  const json: unknown = JSON.parse(
    await readFile(new URL(`l10n/bundle.l10n.${language}.json`, root), 'utf8'),
  );
  return v.parse(v.record(v.string(), v.string()), json);
}

describe('the texts of the sources', () => {
  it('are found over several lines, between either quotes, and with what they escape', () => {
    const source = String.raw`
      l10n.t(
        'It’s “{0}”, not {1}.',
        l10n.t("the user's"),
      ); vscode.l10n.t('It\'s \u{1F511}', 1)`;
    assert.deepEqual(textsIn(source, 'a.ts'), {
      literals: ['It’s “{0}”, not {1}.', "the user's", "It's 🔑"],
      others: [],
    });
  });

  it('are told from what is put together only when it runs', () => {
    const source = "l10n.t(`a`);\nl10n.t('a' + b);\nl10n.t(text);\nmap(l10n.t);\nl10n.t('fine');";
    assert.deepEqual(textsIn(source, 'a.ts'), {
      literals: ['fine'],
      others: ['a.ts:1', 'a.ts:2', 'a.ts:3', 'a.ts:4'],
    });
  });

  it('are all literal, so that they can be translated', async () => {
    assert.deepEqual((await textsBelow(new URL('src/', root))).others, []);
  });
});

for (const language of ['de']) {
  describe(`the texts in ${language}`, () => {
    it('are those of the sources: none is missing, none is left over', async () => {
      const { literals } = await textsBelow(new URL('src/', root));
      const translated = Object.keys(await readBundle(language));
      assert.deepEqual(
        {
          missing: literals.filter((text) => !translated.includes(text)),
          leftOver: translated.filter((text) => !literals.includes(text)),
        },
        { missing: [], leftOver: [] },
      );
    });

    it('have the placeholders of the originals', async () => {
      for (const [text, translation] of Object.entries(await readBundle(language))) {
        assert.deepEqual(placeholders(translation), placeholders(text), text);
      }
    });

    it('say something', async () => {
      const empty = Object.entries(await readBundle(language)).filter(([, text]) => text.trim() === '');
      assert.deepEqual(empty, []);
    });
  });
}
