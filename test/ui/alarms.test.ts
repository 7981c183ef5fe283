import assert from 'node:assert/strict';
import { Scene, useScene } from './scene.ts';

const DAY = 86_400_000;

describe('an alarm', () => {
  const opened = useScene(() =>
    Scene.signedIn({ settings: { 'secondaryDns.refreshInterval': 5, 'secondaryDns.quietMinutes': 0 } }),
  );
  let scene: Scene;
  before(async () => {
    scene = opened();
    await scene.row('Account Example Registry').getByText('6 of 12 need attention').waitFor();
  });

  const becomeOverdue = (name: string): void =>
    scene.change(name, { checked_time: new Date(Date.now() - 3 * DAY).toISOString() });
  const toasts = () => scene.page.locator('.notification-toast');

  it('is not raised by what was so when somebody first looked', async () => {
    assert.equal(await toasts().count(), 0);
  });

  it('tells of a zone that turns overdue while nobody does anything, and leads to its details', async () => {
    becomeOverdue('example.com');
    const toast = scene.workbench.notification('example.com');
    await toast.getByText(/overdue/i).waitFor();
    await scene.workbench.screenshot('alarm');
    await toast.getByRole('button', { name: 'Show Details' }).click();
    await scene.workbench.tab('example.com').waitFor();
    await toast.waitFor({ state: 'detached' });
  });

  it('names several zones at once, and leads to the list', async () => {
    becomeOverdue('legacy.example');
    becomeOverdue('anycast.example');
    const toast = scene.workbench.notification('2 zones need attention');
    await toast.getByText('legacy.example (Overdue)').waitFor();
    await toast.getByText('anycast.example (Overdue)').waitFor();
    await toast.getByRole('button', { name: 'Show Zones' }).click();
    await toast.waitFor({ state: 'detached' });
    await scene.sideBar.getByRole('tree', { name: 'Zones' }).and(scene.page.locator(':focus')).waitFor();
  });
});
