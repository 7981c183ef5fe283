import assert from 'node:assert/strict';
import { Scene, useScene } from './scene.ts';

/** Notes each text that stands in the place of the zones, from now on: with each frame, and when it is called. */
const NOTE_TEXTS = `
  globalThis.texts = [];
  globalThis.noteText = () => {
    const shown = document.querySelector('.pane:has(.pane-header[aria-label^="Zones"]) .welcome-view-content');
    const text = shown?.innerText.trim();
    if (text && text !== texts.at(-1)) texts.push(text);
    return texts;
  };
  const everyFrame = () => {
    noteText();
    requestAnimationFrame(everyFrame);
  };
  everyFrame();`;

describe('the view before the extension has started', () => {
  const scene = useScene(() => Scene.open());

  /** Opens the view for the first time in a window, and resolves to what stands there until `shown` has come. */
  async function textsUntil(shown: () => Promise<void>): Promise<readonly string[]> {
    const { page, workbench, sideBar } = scene();
    await workbench.showContainer('Source Control');
    await workbench.reload();
    // Texts that extensions contribute come some time after the window does: this one is of VS Code's own.
    await sideBar.getByText('enable Git').waitFor({ timeout: 60_000 });
    await page.evaluate(NOTE_TEXTS);
    await workbench.showContainer('Secondary DNS');
    await shown();
    return page.evaluate<readonly string[]>('noteText()');
  }

  it('says what it will show, then how to sign in', async () => {
    const texts = await textsUntil(() =>
      scene().welcome.getByRole('button', { name: 'Sign In with API Token' }).waitFor(),
    );
    assert.match(texts[0] ?? '', /^Starting: here you will see/);
    assert.match(texts[1] ?? '', /^See whether the zones/);
    assert.equal(texts.length, 2);
  });

  it('says what it will show, then the zones, and never that nobody is signed in', async () => {
    await scene().signIn();
    await scene().row('example.com').waitFor();
    const [first, ...rest] = await textsUntil(() => scene().row('example.com').waitFor());
    assert.match(first ?? '', /^Starting: here you will see/);
    assert.deepEqual(
      rest.filter((text) => !text.startsWith('Reading your zones')),
      [],
    );
  });
});
