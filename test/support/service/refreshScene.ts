import type { Clock } from '../../../src/clock.ts';
import { type Api, startApi } from '../api/server.ts';
import { type Tenant, tenantsWorld } from '../api/tenants.ts';
import { HurriedClock } from '../clock/hurriedClock.ts';
import { startLoopbackServer } from '../dns/loopbackServer.ts';
import { Wiretap } from '../net/wiretap.ts';
import type { Moments } from './moments.ts';
import { SignedIn } from './signedIn.ts';

/** What all primaries and name servers say; Cloudflare holds an older serial of some zones. */
const SERIAL = 2_026_010_101;

/** Tenants who are signed in, before an API and name servers on loopback. Whatever happens there is an event. */
export interface RefreshScene extends AsyncDisposable {
  readonly api: Api;
  readonly signedIn: SignedIn;
  readonly wiretap: Wiretap;
}

export async function openRefreshScene(tenants: readonly Tenant[], moments: Moments): Promise<RefreshScene> {
  await using opened = new AsyncDisposableStack();
  const hold = (what: string) => () => moments.hold(what);
  const primary = async (cuts: boolean) =>
    opened.use(await startLoopbackServer({ serial: SERIAL, cuts, hold: hold('a primary is asked') })).server;
  const plain = [await primary(false), await primary(true)];
  const signed = [await primary(false)];
  const { server } = opened.use(
    await startLoopbackServer({ serial: SERIAL, hold: hold('a name server is asked') }),
  );
  const world = tenantsWorld(tenants, { plain, signed }, Date.now());
  const log = () => moments.note('the API has answered');
  const api = await startApi(world, { hold: hold('the API is asked'), log });
  opened.defer(() => api.close());
  api.faults.add({ kind: 'status', status: 500, path: /tsigs/, times: 2 });
  api.faults.add({
    kind: 'status',
    status: 429,
    headers: { 'retry-after': '1' },
    path: /incoming/,
    times: 1,
  });
  const lookUp = async (hosts: readonly string[]) => {
    await moments.hold('name servers are looked up');
    return hosts.map((host) => ({ host, servers: [server], failure: undefined }));
  };
  const clock = heldClock(moments);
  const signedIn = opened.use(await SignedIn.start(tenants, { url: api.url, lookUp, clock }));
  signedIn.store.onDidChange(({ kind }) => moments.note(`the store has another ${kind}`));
  const wiretap = opened.use(new Wiretap(({ to }) => moments.note(`something is sent to ${to.slice(0, 3)}`)));
  const rest = opened.move();
  return { api, signedIn, wiretap, [Symbol.asyncDispose]: () => rest.disposeAsync() };
}

/** A clock by which pauses are as long as events let them be. */
function heldClock(moments: Moments): Clock {
  const clock = new HurriedClock();
  return {
    now: () => clock.now(),
    async sleep(milliseconds) {
      await moments.hold('a request pauses');
      await clock.sleep(milliseconds);
    },
  };
}
