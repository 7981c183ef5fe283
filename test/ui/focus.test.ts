import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { Scene, useScene } from './scene.ts';

describe('the focus', () => {
  const scene = useScene(() => Scene.signedIn());
  const list = () => scene().workbench.quickInput.locator('input.input[placeholder="Choose a zone"]');
  const page = () => scene().page.locator('iframe.webview.ready:visible');
  const title = (zone: string) =>
    scene().workbench.webview().getByRole('heading', { level: 1, name: zone }).waitFor({ timeout: 60_000 });

  it('stays with a list that is open when a page takes it', async () => {
    await scene().runOn('stale.example', 'Show Zone Details…');
    await title('stale.example');
    await scene().run('Refresh Zone…');
    await list().waitFor();
    await page().focus();
    await scene().workbench.screenshot('focus-list');
    assert.ok(await list().isVisible());
    await scene().choose('stale.example');
    await list().waitFor({ state: 'hidden' });
  });

  it('stays in the tree when a page is opened from a row', async () => {
    const row = scene().row('example.net');
    await row.click();
    await scene().row('Serial').waitFor();
    await row.getByRole('button', { name: 'Show Zone Details…' }).click();
    await title('example.net');
    await scene().page.keyboard.press('ArrowDown');
    const focused = scene().sideBar.locator('.monaco-list-row.focused');
    assert.match((await focused.getAttribute('aria-label')) ?? '', /^Serial: /);
  });

  it('goes to a page that is opened from the palette', async () => {
    await scene().runOn('example.org', 'Show Zone Details…');
    await title('example.org');
    await eventually(async () =>
      assert.match(await scene().page.evaluate<string>('document.activeElement?.className'), /\bwebview\b/),
    );
  });
});
