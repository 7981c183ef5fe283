import assert from 'node:assert/strict';
import { idOf } from '../support/api/id.ts';
import {
  DEMO_CREDENTIALS,
  manyZones,
  type Permission,
  type TokenRecord,
  type World,
} from '../support/api/world.ts';
import { Scene, useScene } from './scene.ts';

const ZONE = 'zone-00001.example';
const LAST = 'zone-00055.example';
const ELSEWHERE = 'elsewhere.example';
const LIST_PAGE_2 = /^\/zones\?.*\bpage=2\b/;
const LIST = /^\/zones\?/;

/** Two pages of zones in one account, and a zone in another that a token of its own sees. */
function world(): World {
  const known = manyZones(55, Date.now());
  const [zone] = known.zones;
  assert.ok(zone);
  const account = { id: idOf('account: elsewhere'), name: 'Elsewhere' };
  const token = (secret: string, permissions: readonly Permission[]): TokenRecord => ({
    secret,
    id: idOf(secret),
    status: 'active',
    owner: 'user',
    permissions: new Set(permissions),
    accountIds: [account.id],
  });
  return {
    ...known,
    accounts: [...known.accounts, account],
    tokens: [
      ...known.tokens.map((other) => ({ ...other, accountIds: [zone.accountId] })),
      token(DEMO_CREDENTIALS.withoutAccountSettings, ['Zone Read', 'DNS Read']),
      token(DEMO_CREDENTIALS.configOnly, ['DNS Read']),
    ],
    zones: [...known.zones, { ...zone, id: idOf(ELSEWHERE), name: ELSEWHERE, accountId: account.id }],
  };
}

describe('in trouble', () => {
  const opened = useScene(() =>
    Scene.open({ world: world(), env: { CLOUDFLARE_API_TOKEN: DEMO_CREDENTIALS.full } }),
  );
  let scene: Scene;
  before(async () => {
    scene = opened();
    await offer().waitFor();
  });

  /** The button that stands in the view while nobody is signed in. */
  const offer = () => scene.welcome.getByRole('button', { name: "Use the Environment's Credential" });

  async function signOutAll(): Promise<void> {
    if (!(await offer().isVisible())) {
      await scene.runOn('Sign out of all', 'Sign Out…');
      await offer().waitFor();
    }
  }

  /** Signs in with the token that sees all zones, unless they are there already. */
  async function signInFully(): Promise<void> {
    if (!(await scene.row(ZONE).isVisible())) {
      await signOutAll();
      await scene.signIn();
      await scene.row(ZONE).getByText('serial').waitFor();
    }
  }

  it('offers the credential of the environment, and signs in with it at one click', async () => {
    await signOutAll();
    await scene.welcome.getByText('A Cloudflare credential is in the environment').waitFor();
    await offer().click();
    await scene.row(ZONE).getByText('serial').waitFor();
    assert.equal(await scene.welcome.isVisible(), false);
  });

  it('says that a list is not complete, and loses no zone for it', async () => {
    await signInFully();
    const removeFault = scene.api.faults.add({ kind: 'status', status: 400, path: LIST_PAGE_2 });
    await scene.run('Refresh');
    await scene.row('Not all zones could be listed').waitFor();
    await scene.row(LAST).waitFor();
    removeFault();
    await scene.run('Refresh');
    await scene.row('Not all zones could be listed').waitFor({ state: 'detached' });
  });

  it('keeps what it knows of a zone when a refresh fails, and says why', async () => {
    await signInFully();
    const { id } = scene.zone(ZONE);
    for (const [fault, message] of [
      [{ kind: 'html' }, 'The answer is not JSON.'],
      [{ kind: 'truncate' }, 'The answer is not JSON.'],
      [{ kind: 'status', status: 503 }, 'Cloudflare’s API has a fault (HTTP 503).'],
      [{ kind: 'status', status: 403 }, 'The permission “DNS Read” is missing.'],
    ] as const) {
      const removeFault = scene.api.faults.add({ ...fault, path: new RegExp(id) });
      await scene.runOn(ZONE, 'Refresh Zone…');
      await scene.row(ZONE).getByText(message).waitFor();
      await scene
        .row(ZONE)
        .getByText(/serial 2024010100 · checked .* · as of/)
        .waitFor();
      removeFault();
    }
    await scene.runOn(ZONE, 'Refresh Zone…');
    await scene
      .row(ZONE)
      .getByText(/^serial 2024010100 · checked [^·]*$/)
      .waitFor();
  });

  it('keeps the zones when the API is out of reach, also through a reload', async () => {
    await signInFully();
    const notice = scene.row('The zones could not be listed').getByText('refused the connection');
    await scene.withoutApi(async () => {
      await scene.run('Refresh');
      await notice.waitFor();
      await scene.row(ZONE).getByText('serial 2024010100').waitFor();
      await scene.workbench.reload();
      await notice.waitFor({ timeout: 60_000 });
      await scene.row(ZONE).getByText('serial 2024010100').waitFor();
    });
    scene.change(ZONE, { soa_serial: 7005 });
    await scene.run('Refresh');
    await scene.row(ZONE).getByText('serial 7005').waitFor();
    await notice.waitFor({ state: 'detached' });
  });

  for (const [fault, message] of [
    [{ kind: 'reset-before' }, "Cloudflare's API cannot be reached"],
    [{ kind: 'html' }, 'The zones could not be listed.'],
    [{ kind: 'status', status: 401 }, 'Cloudflare no longer accepts the credential'],
  ] as const) {
    it(`says in the place of zones: ${message}`, async () => {
      await signOutAll();
      const removeFault = scene.api.faults.add({ ...fault, path: LIST });
      await scene.signIn();
      await scene.welcome.getByText(message).waitFor();
      assert.deepEqual(await scene.rows(), []);
      removeFault();
      await scene.run('Refresh');
      await scene.row(ZONE).getByText('serial').waitFor();
    });
  }

  for (const [what, path] of [
    ['the configs of zones', /secondary_dns\/incoming/],
    ['a list', LIST],
  ] as const) {
    it(`drops ${what} answered after a sign-out`, async () => {
      const { promise: gate, resolve: open } = Promise.withResolvers<void>();
      await signInFully();
      const removeFault = scene.api.faults.add({ kind: 'delay', gate, path });
      await scene.run('Refresh');
      await scene.runOn('Sign out of all', 'Sign Out…');
      await offer().waitFor();
      removeFault();
      open();
      await scene.signIn(DEMO_CREDENTIALS.withoutAccountSettings);
      await scene.row(ELSEWHERE).getByText('serial').waitFor();
      await scene.shows([ELSEWHERE]);
    });
  }

  it('names the permission that a token lacks', async () => {
    await signOutAll();
    await scene.signIn(DEMO_CREDENTIALS.configOnly);
    await scene.welcome.getByText('the permission Zone Read is missing').waitFor();
    assert.deepEqual(await scene.rows(), []);
  });
});
