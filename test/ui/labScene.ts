import assert from 'node:assert/strict';
import { demoWorld } from '../support/api/world.ts';
import { ensureNameServers } from '../support/dns/ensureNameServers.ts';
import type { Settings } from '../support/host/settings.ts';
import type { Lab } from '../support/lab/lab.ts';
import { startStory } from '../support/lab/story.ts';
import { Scene, useScene } from './scene.ts';

export interface LabScene {
  readonly lab: Lab;
  readonly scene: Scene;
}

/**
 * Opens a scene signed in beside real name servers with the zones of the story, for the tests of a suite, and closes
 * it after them. A failed test leaves a picture of its window.
 * @returns lab and scene, once the suite has begun
 */
export function useLabScene(settings: Settings): () => LabScene {
  let lab: Lab | undefined;
  const scene = useScene(async () => {
    await ensureNameServers();
    lab = await startStory();
    const world = { ...demoWorld(Date.now()), accounts: [], zones: [], peers: [], tsigs: [] };
    lab.join(world);
    return Scene.signedIn({ world, settings });
  });
  after(() => lab?.[Symbol.asyncDispose]());
  return () => {
    assert.ok(lab, 'The suite has not begun.');
    return { lab, scene: scene() };
  };
}
