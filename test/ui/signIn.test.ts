import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { idOf } from '../support/api/id.ts';
import { DEMO_CREDENTIALS, demoWorld } from '../support/api/world.ts';
import { eventually } from '../support/eventually.ts';
import { extensionId } from '../support/host/paths.ts';
import { filesBelow } from '../support/secrets/files.ts';
import { Scene, useScene } from './scene.ts';

/** Owned by an account and without Zone Read: nothing tells which account. */
const NAMELESS = 'demo_not_a_secret_account_unknown_000000';
const TOKEN = `API token ${idOf('token: full').slice(0, 8)}…`;

const DASHBOARD = 'https://dash.cloudflare.com/';

const FORM = v.array(v.object({ key: v.string(), type: v.string() }));

/** The permissions that the dashboard's form for a new token fills in. */
function permissionsOf(form: URL): readonly string[] {
  const keys: unknown = JSON.parse(form.searchParams.get('permissionGroupKeys') ?? '');
  return v.parse(FORM, keys).map(({ key, type }) => `${key}: ${type}`);
}

function world() {
  const known = demoWorld(Date.now());
  known.tokens.push({
    secret: NAMELESS,
    id: idOf('token: nameless'),
    status: 'active',
    owner: { accountId: DEMO_CREDENTIALS.accountId },
    accountIds: [DEMO_CREDENTIALS.accountId],
    permissions: new Set(['DNS Read'] as const),
  });
  return known;
}

/** Those who sign in, by what they sign in with. */
type Who = 'nameless' | 'token' | 'email';

describe('signing in and out', () => {
  const begun = useScene(() => Scene.open({ world: world() }));
  let scene: Scene;
  /** Who is signed in, in the order of their sign-ins; undefined while that is not known. */
  let known: readonly Who[] | undefined = [];

  before(async () => {
    scene = begun();
    await scene.session.context.route(`${DASHBOARD}**`, (route) => route.fulfill({ body: '' }));
  });

  const signIns: Readonly<Record<Who, () => Promise<void>>> = {
    nameless: async () => {
      await scene.run('Sign In with API Token…');
      await scene.workbench.answer(NAMELESS);
      await scene.workbench.quickInput.getByText('No user owns this token').waitFor();
      await scene.workbench.answer(DEMO_CREDENTIALS.accountId);
      await scene.workbench.quickInput.waitFor({ state: 'hidden' });
    },
    token: () => scene.signIn(),
    email: async () => {
      await scene.run('Sign In with Email and API Key…');
      await scene.workbench.answer(DEMO_CREDENTIALS.email);
      await scene.workbench.quickInput.getByText('prefer an API token').waitFor();
      await scene.workbench.answer(DEMO_CREDENTIALS.key);
      await scene.workbench.dialogButton('Sign In').click();
      await scene.workbench.statusBar.getByText(`Signed in: ${DEMO_CREDENTIALS.email}`).waitFor();
    },
  };

  /** Signs in exactly these. */
  async function begin(...who: readonly Who[]): Promise<void> {
    if (known?.join() !== who.join()) {
      await scene.signOut();
      for (const one of who) await signIns[one]();
    }
    known = undefined;
  }

  /** Says who is signed in now that a test has done its work. */
  function end(...who: readonly Who[]): void {
    known = who;
  }

  /** Answers with something wrong: the box stays, with what was typed, and says what is wrong until that changes. */
  async function isRefused(text: string, message: RegExp): Promise<void> {
    const { quickInput } = scene.workbench;
    const input = quickInput.locator('input.input');
    const problem = quickInput.locator('.quick-input-message', { hasText: message });
    await scene.workbench.answer(text);
    await problem.waitFor();
    assert.equal(await input.inputValue(), text);
    await input.fill(`${text}x`);
    await problem.waitFor({ state: 'detached' });
  }

  it('welcomes who is signed out with one button, and names the least permissions', async () => {
    await begin();
    await scene.welcome.getByText('Zone Read and DNS Read').waitFor();
    await scene.welcome.locator('a.monaco-button', { hasText: /^Sign In with API Token$/ }).waitFor();
    assert.equal(await scene.welcome.locator('a.monaco-button').count(), 1);
    await scene.workbench.badge('Secondary DNS').waitFor({ state: 'hidden' });
    assert.deepEqual(await scene.rows(), []);
    end();
  });

  /** Does what opens the dashboard, lets VS Code open it, and resolves to its address. */
  async function opened(act: () => Promise<void>): Promise<URL> {
    const { session, workbench } = scene;
    const dashboard = session.context.waitForEvent('page');
    await act();
    await workbench.dialogButton('Open').click();
    const page = await dashboard;
    await page.waitForURL(`${DASHBOARD}**`);
    const url = new URL(page.url());
    await page.close();
    return url;
  }

  it('opens the form for an account’s token or a user’s from the welcome', async () => {
    await begin();
    const { welcome, workbench } = scene;
    const open = async (owner: string): Promise<void> => {
      await welcome.locator('a', { hasText: 'create a token' }).click();
      await workbench.pick(owner);
    };
    const user = await opened(() => open('A user’s token'));
    assert.equal(user.pathname, '/profile/api-tokens');
    const account = await opened(() => open('An account’s token'));
    assert.equal(account.searchParams.get('to'), '/:account/api-tokens');
    assert.deepEqual(permissionsOf(account), permissionsOf(user));
    assert.deepEqual(permissionsOf(user), ['zone: read', 'dns: read', 'account_settings: read']);
    end();
  });

  it('opens it beside the line for a token, which stays with what was typed', async () => {
    await begin();
    const { welcome, workbench } = scene;
    const input = workbench.quickInput.locator('input.input');
    await welcome.getByRole('button', { name: 'Sign In with API Token' }).click();
    await input.fill('half a tok');
    const form = await opened(() =>
      workbench.quickInput
        .getByRole('button', { name: 'Create a Token in the Cloudflare Dashboard' })
        .click(),
    );
    assert.equal(form.searchParams.get('name'), 'Secondary DNS for VS Code');
    assert.equal(await input.inputValue(), 'half a tok');
    await input.press('Escape');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    end();
  });

  it('says in place what is wrong with a token, and loses nothing of what was typed', async () => {
    await begin();
    await scene.welcome.getByRole('button', { name: 'Sign In with API Token' }).click();
    await isRefused('', /Enter the credential/);
    await isRefused('Bearer x', /Leave out “Bearer”/);
    await isRefused('zażółć', /no characters outside of ASCII/);
    await isRefused('wrong', /does not accept this credential/);
    await isRefused('unknown_but_shaped_like_a_token_000000000', /does not accept this credential/);
    await isRefused(DEMO_CREDENTIALS.expired, /This token has expired/);
    await isRefused(DEMO_CREDENTIALS.disabled, /This token is disabled/);
    assert.equal(await scene.workbench.quickInput.locator('input.input').getAttribute('type'), 'password');
    await scene.page.keyboard.press('Escape');
    await scene.workbench.quickInput.waitFor({ state: 'hidden' });
    end();
  });

  it('asks for the account of a token that no user owns, and says which permission is missing', async () => {
    await begin();
    const { welcome, workbench } = scene;
    await welcome.getByRole('button', { name: 'Sign In with API Token' }).click();
    await workbench.answer(NAMELESS);
    await workbench.quickInput.getByText('No user owns this token').waitFor();
    await isRefused('contoso', /An account id has 32 hex digits/);
    await isRefused(
      idOf('account: Example Registry'),
      /does not accept this credential|does not know this token/,
    );
    await workbench.answer(DEMO_CREDENTIALS.accountId);
    await workbench.quickInput.waitFor({ state: 'hidden' });
    await scene.welcome.getByText('the permission Zone Read is missing').waitFor();
    assert.deepEqual(await scene.welcome.getByRole('button').allInnerTexts(), [
      'Add Zone by ID',
      'Try Again',
    ]);
    end('nameless');
  });

  it('shows the zones of a token that may list them, beside what another may not', async () => {
    await begin('nameless');
    await scene.signIn();
    await scene.workbench.statusBar.getByText(`Signed in: ${TOKEN}`).waitFor();
    await scene.row('example.com').waitFor();
    await scene
      .row('The zones could not be listed')
      .getByText('The permission “Zone Read” is missing.')
      .waitFor();
    end('nameless', 'token');
  });

  it('takes an email with its API key as well, and lists no zone twice', async () => {
    await begin('nameless', 'token');
    await scene.run('Sign In with Email and API Key…');
    await isRefused('operator', /not an email address/);
    await scene.workbench.answer(DEMO_CREDENTIALS.email);
    await scene.workbench.quickInput.getByText('prefer an API token').waitFor();
    await isRefused('c0ffee', /does not accept this credential/);
    const listed = scene.api.requests.length;
    await scene.workbench.answer(DEMO_CREDENTIALS.key);
    const { hostname, port } = new URL(scene.api.url);
    const dialog = scene.page.locator('.monaco-dialog-box');
    await dialog.getByText(`Sign in to ${hostname}:${port} as ${DEMO_CREDENTIALS.email}?`).waitFor();
    await dialog.getByText('Accounts: Example Registry, Contoso Networks').waitFor();
    await dialog.getByText('the global API key may do everything').waitFor();
    await scene.workbench.dialogButton('Sign In').click();
    await scene.workbench.statusBar.getByText(`Signed in: ${DEMO_CREDENTIALS.email}`).waitFor();
    await eventually(() => {
      const since = scene.api.requests.slice(listed).map(({ path }) => path);
      assert.ok(since.some((path) => path.endsWith('/secondary_dns/peers')));
    });
    await scene.run('Refresh');
    const names = await scene.names();
    assert.ok(names.includes('example.com'));
    assert.deepEqual(names, [...new Set(names)]);
    end('nameless', 'token', 'email');
  });

  it('keeps everybody signed in through a reload of the window', async () => {
    await begin('nameless', 'token', 'email');
    await scene.workbench.reload();
    await scene.row('example.com').waitFor();
    await scene.run('Sign Out…');
    for (const label of [TOKEN, DEMO_CREDENTIALS.email]) {
      await scene.workbench.quickInput.getByRole('option', { name: label }).waitFor();
    }
    await scene.page.keyboard.press('Escape');
    end('nameless', 'token', 'email');
  });

  it('signs out one, whose zones another still shows', async () => {
    await begin('nameless', 'token', 'email');
    await scene.runOn(TOKEN, 'Sign Out…');
    await scene.workbench.notification('At Cloudflare it stays valid until it is revoked.').waitFor();
    await scene.run('Sign Out…');
    await scene.workbench.quickInput.getByRole('option', { name: DEMO_CREDENTIALS.email }).waitFor();
    assert.equal(await scene.workbench.quickInput.getByRole('option', { name: TOKEN }).count(), 0);
    await scene.page.keyboard.press('Escape');
    assert.ok((await scene.names()).includes('example.com'));
    end('nameless', 'email');
  });

  it('says what could not be deleted, and deletes it at the next start', async () => {
    await begin('token');
    const storage = path.join(scene.session.served.root, 'user-data/User/globalStorage', extensionId);
    const histories = path.join(storage, 'histories');
    const [file] = await eventually(() => {
      const files = readdirSync(histories).filter((name) => name.endsWith('.jsonl'));
      assert.equal(files.length, 1);
      return files;
    });
    assert.ok(file);
    const obstacle = path.join(histories, file);
    rmSync(obstacle);
    mkdirSync(path.join(obstacle, 'occupied'), { recursive: true });
    await scene.runOn('Sign out of all', 'Sign Out…');
    await scene.workbench.notification('not everything could be deleted').getByText(file).waitFor();
    rmSync(path.join(obstacle, 'occupied'), { recursive: true });
    rmdirSync(obstacle);
    writeFileSync(obstacle, 'left behind');
    await scene.workbench.reload();
    await eventually(() => assert.deepEqual(readdirSync(histories), []));
    end();
  });

  it('empties the log on request once signed out, also that of before a reload', async () => {
    await begin('token');
    await scene.workbench.reload();
    await scene.row('example.com').waitFor();
    const logs = () =>
      Object.entries(filesBelow([scene.session.served.root]))
        .filter(([name]) => name.endsWith('Secondary DNS.log'))
        .map(([, text]) => text);
    await eventually(() => assert.ok(logs().filter((text) => text.includes('GET /zones')).length >= 2));
    await scene.runOn('Sign out of all', 'Sign Out…');
    const receipt = scene.workbench.notification('At Cloudflare it stays valid until it is revoked.');
    await receipt.getByRole('button', { name: 'Clear the Log' }).click();
    await eventually(() => assert.equal(logs().join(''), ''));
    end();
  });

  it('follows a sign-out in another window', async () => {
    await begin('nameless', 'email');
    const other = await scene.session.openWindow();
    await other.showContainer('Secondary DNS');
    await other.row('example.com').waitFor();
    await other.runCommand('Secondary DNS: Sign Out…');
    await other.pick('Sign out of all');
    await other.row('example.com').waitFor({ state: 'detached' });
    await other.page.close();
    await scene.welcome.getByText('Zone Read and DNS Read').waitFor();
    assert.deepEqual(await scene.rows(), []);
    await scene.signIn();
    await scene.row('example.com').waitFor();
    end('token');
  });

  it('signs out all, and is as at first, also after a reload', async () => {
    await begin('token');
    await scene.runOn('Sign out of all', 'Sign Out…');
    await scene.welcome.getByText('Zone Read and DNS Read').waitFor();
    assert.deepEqual(await scene.rows(), []);
    await scene.workbench.reload();
    await scene.welcome.getByText('Zone Read and DNS Read').waitFor();
    assert.deepEqual(await scene.rows(), []);
    await scene.workbench.badge('Secondary DNS').waitFor({ state: 'hidden' });
    end();
  });
});
