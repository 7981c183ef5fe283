import assert from 'node:assert/strict';
import { isAbout, type Tenant, tenant } from '../support/api/tenants.ts';
import { eventually } from '../support/eventually.ts';
import type { Sent } from '../support/net/wiretap.ts';
import { Moments } from '../support/service/moments.ts';
import { openRefreshScene, type RefreshScene } from '../support/service/refreshScene.ts';

const LEAVER = tenant('leaver', 20);
const STAYER = tenant('stayer', 4);

interface SignedOut {
  readonly scene: RefreshScene;
  /** What was handed to sockets from the very moment on in which the sign-in ended. */
  readonly after: readonly Sent[];
}

/** Every event of a refresh with checks that nothing disturbs, and what it brings of the one who stays. */
async function undisturbed(tenants: readonly Tenant[]) {
  const moments = new Moments();
  await using scene = await openRefreshScene(tenants, moments);
  await scene.signedIn.refresh();
  return { events: moments.seen, brought: broughtOf(STAYER, scene) };
}

/** So many of the events, evenly spread, by their numbers. */
function spread(count: number, events: readonly string[]): readonly number[] {
  return Array.from({ length: count }, (_, index) => 1 + Math.floor((index * events.length) / count));
}

/**
 * Refreshes, and signs a tenant out amid that, while all servers hold still at the chosen moment. Calls `look` when
 * all has come to an end.
 */
async function signOutAt(
  moment: number,
  tenants: readonly Tenant[],
  look: (signedOut: SignedOut) => void,
): Promise<void> {
  const moments = new Moments(moment);
  await using scene = await openRefreshScene(tenants, moments);
  const { signedIn, wiretap } = scene;
  const life = signedIn.life(LEAVER);
  let before = Number.POSITIVE_INFINITY;
  life.addEventListener('abort', () => {
    before = wiretap.sent.length;
  });
  const refreshing = signedIn.refresh();
  await Promise.race([moments.reached, refreshing]);
  await signedIn.signOut(LEAVER);
  assert.ok(life.aborted, 'the sign-out has resolved, and the sign-in has not ended');
  moments.release();
  await refreshing;
  await eventually(() => assertQuiet(scene, moments));
  look({ scene, after: wiretap.sent.slice(before) });
}

function assertQuiet({ wiretap }: RefreshScene, { seen }: Moments): void {
  const count = (event: string): number => seen.filter((other) => other === event).length;
  assert.equal(wiretap.open('udp'), 0, 'questions are under way');
  assert.equal(count('the API has answered'), count('the API is asked'), 'requests are under way');
}

/** What a refresh brought of a tenant's zones. */
function broughtOf({ zones }: Tenant, { signedIn }: RefreshScene): readonly unknown[] {
  return [...signedIn.store.zones.values()]
    .filter(({ name }) => zones.includes(String(name)))
    .map(({ name, failure, incoming, check }) => ({
      name,
      failure,
      held: incoming?.soaSerial,
      primaries: check?.primaries.map(({ answer, signed }) => [answer?.kind, answer?.transport, signed]),
      nameServers: check?.nameServers.map(({ answer }) => answer.kind),
    }));
}

describe('a sign-out amid a refresh with signed checks', function () {
  this.timeout(120_000);

  it('at any of 100 moments ends all requests and all questions at once', async () => {
    const { events } = await undisturbed([LEAVER]);
    for (const moment of spread(100, events)) {
      await signOutAt(moment, [LEAVER], ({ scene, after }) => {
        const title = `at event ${moment} of ${events.length}, ${events[moment - 1]}`;
        assert.deepEqual(after.map(readable), [], title);
        assert.equal(scene.signedIn.store.zones.size, 0, title);
      });
    }
  });

  it('leaves the requests and the questions of another sign-in as they were', async () => {
    const both = [LEAVER, STAYER];
    const { events, brought } = await undisturbed(both);
    assert.equal(brought.length, STAYER.zones.length);
    for (const moment of spread(50, events)) {
      await signOutAt(moment, both, ({ scene, after }) => {
        const title = `at event ${moment} of ${events.length}, ${events[moment - 1]}`;
        assert.deepEqual(after.filter(({ bytes }) => isAbout(LEAVER, bytes)).map(readable), [], title);
        assert.deepEqual(broughtOf(STAYER, scene), brought, title);
        assert.deepEqual(broughtOf(LEAVER, scene), [], title);
      });
    }
  });
});

function readable({ to, bytes }: Sent): string {
  return `${to}: ${bytes.toString('latin1').replace(/[^ -~]+/g, ' ')}`;
}
