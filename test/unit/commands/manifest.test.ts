import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { COMMANDS } from '../../../src/commands/commandIds.ts';

const root = new URL('../../../', import.meta.url);
const read = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(path, root), 'utf8'));

const command = v.object({ command: v.string() });
const manifest = v.parse(
  v.object({
    contributes: v.object({
      commands: v.array(v.object({ command: v.string(), title: v.string(), category: v.string() })),
      viewsContainers: v.object({
        activitybar: v.array(v.strictObject({ id: v.string(), title: v.string(), icon: v.string() })),
      }),
      views: v.record(v.string(), v.array(v.object({ id: v.string() }))),
      menus: v.record(v.string(), v.array(command)),
      configuration: v.object({ properties: v.record(v.string(), v.object({ scope: v.string() })) }),
    }),
  }),
  await read('package.json'),
);
const { commands, menus, configuration, views, viewsContainers } = manifest.contributes;

describe('the manifest', () => {
  it('contributes every command, each with a title and in the category', () => {
    assert.deepEqual(commands.map(({ command }) => command).toSorted(), COMMANDS.toSorted());
    assert.ok(commands.every(({ category }) => category === '%category%'));
  });

  it('has both views in its container of the activity bar', () => {
    const [container] = viewsContainers.activitybar;
    assert.deepEqual(
      views[container?.id ?? '']?.map(({ id }) => id),
      ['secondaryDns.zones', 'secondaryDns.peers'],
    );
  });

  it('puts nothing into a menu that is no command', () => {
    const ids = new Set<string>(COMMANDS);
    const stray = Object.values(menus)
      .flat()
      .filter(({ command }) => !ids.has(command));
    assert.deepEqual(stray, []);
  });

  it('lets no workspace change a setting, least of all where credentials are sent', () => {
    for (const [key, { scope }] of Object.entries(configuration.properties)) {
      assert.equal(scope, 'application', key);
    }
  });

  for (const language of ['', '.de']) {
    it(`has each text that it names${language ? `, in ${language.slice(1)}` : ''}, and no other`, async () => {
      const text = await readFile(new URL('package.json', root), 'utf8');
      const named = new Set([...text.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
      const texts = v.parse(v.record(v.string(), v.string()), await read(`package.nls${language}.json`));
      assert.deepEqual(Object.keys(texts).toSorted(), [...named].toSorted());
    });
  }
});
