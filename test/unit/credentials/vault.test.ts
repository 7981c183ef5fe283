import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { keyIdentity, tokenIdentity } from '../../../src/credentials/identity.ts';
import { SignOuts } from '../../../src/credentials/signOuts.ts';
import { Vault, type VaultContent } from '../../../src/credentials/vault.ts';
import { eventually } from '../../support/eventually.ts';
import { makeTemporaryFolder } from '../../support/host/temporaryFolder.ts';
import { factsOf, fileNameOf } from '../../support/values/identities.ts';
import { MemorySecrets } from '../../support/values/memorySecrets.ts';

const BASE = 'https://api.example.com/client/v4';

const idsOf = ({ identities }: VaultContent) => identities.map(({ id }) => id);

describe('the vault', () => {
  const folder = makeTemporaryFolder();
  after(folder.remove);

  /** What one window knows. @param now milliseconds since the epoch */
  const vaultOf = (secrets: MemorySecrets, now = 1) =>
    new Vault(secrets, new SignOuts({ folder: folder.path, now: () => now, onError: assert.ifError }));
  it('keeps identities side by side, the first signed in in front', async () => {
    const vault = vaultOf(new MemorySecrets());
    await vault.keep(keyIdentity('you@example.com', 'k', factsOf(BASE, 2)));
    await vault.keep(tokenIdentity('t', 'f00dfeed', factsOf(BASE, 1)));
    const { identities } = await vault.read();
    assert.deepEqual(
      identities.map(({ label }) => label),
      ['API token f00dfeed…', 'you@example.com'],
    );
  });
  it('replaces a credential when the same identity signs in again', async () => {
    const vault = vaultOf(new MemorySecrets());
    await vault.keep(keyIdentity('you@example.com', 'old', factsOf(BASE, 1)));
    await vault.keep(keyIdentity('you@example.com', 'new', factsOf(BASE, 2)));
    const { identities } = await vault.read();
    assert.deepEqual(
      identities.map(({ credential }) => credential),
      [{ kind: 'key', email: 'you@example.com', key: 'new' }],
    );
  });
  it('keeps the credential of one API when another API reports the same token', async () => {
    const vault = vaultOf(new MemorySecrets());
    const genuine = tokenIdentity('production', 'f00dfeed', factsOf(BASE, 1));
    const other = tokenIdentity('mine', 'f00dfeed', factsOf('https://elsewhere.example', 2));
    await vault.keep(genuine);
    await vault.keep(other);
    const { identities } = await vault.read();
    assert.deepEqual(
      identities.map(({ baseUrl, credential }) => [baseUrl, credential]),
      [
        [BASE, genuine.credential],
        ['https://elsewhere.example', other.credential],
      ],
    );
    assert.notEqual(identities[0]?.fileName, identities[1]?.fileName);
    await vault.remove(other.id);
    assert.deepEqual(idsOf(await vault.read()), [genuine.id]);
  });
  it('keeps the files of an identity that signs in again', async () => {
    const vault = vaultOf(new MemorySecrets());
    const before = keyIdentity('you@example.com', 'old', factsOf(BASE, 1, 'before'));
    await vault.keep(before);
    await vault.keep(keyIdentity('you@example.com', 'new', factsOf(BASE, 2, 'after')));
    const { identities } = await vault.read();
    assert.deepEqual(
      identities.map(({ fileName }) => fileName),
      [before.fileName],
    );
  });
  it('reads an identity of the first version, and replaces it when it signs in again', async () => {
    const secrets = new MemorySecrets();
    const vault = vaultOf(secrets);
    const { id: _, fileName: __, ...first } = keyIdentity('you@example.com', 'old', factsOf(BASE, 1));
    const id = 'key-you@example.com';
    await secrets.store(`secondaryDns.identity.${id}`, JSON.stringify({ version: 1, id, ...first }));
    const [read] = (await vault.read()).identities;
    assert.equal(read?.id, `${id}@${BASE}`);
    assert.equal(read?.fileName, fileNameOf(id));
    await vault.keep(keyIdentity('you@example.com', 'new', factsOf(BASE, 2)));
    assert.deepEqual(await secrets.keys(), [`secondaryDns.identity.${id}@${BASE}`]);
  });
  it('leaves nothing behind when it is wiped, and touches nobody else’s secrets', async () => {
    const secrets = new MemorySecrets();
    await secrets.store('other', 'stays');
    const vault = vaultOf(secrets);
    await vault.keep(tokenIdentity('t', 'f00dfeed', factsOf(BASE, 1)));
    await secrets.store('secondaryDns.identity.torn', '{"version":1,');
    assert.equal((await vault.read()).unreadable.length, 1);
    await vault.wipe();
    assert.deepEqual(await secrets.keys(), ['other']);
  });
  it('tells of changes that another window made', async () => {
    const secrets = new MemorySecrets();
    let told = 0;
    const listening = vaultOf(secrets).onDidChange(() => told++);
    await vaultOf(secrets).keep(tokenIdentity('t', 'f00dfeed', factsOf(BASE, 1)));
    await secrets.store('other', 'x');
    assert.equal(told, 1);
    listening.dispose();
  });
  it('forgets who signed out in another window, though this one has secrets of its own', async () => {
    const [here, there] = [new MemorySecrets(), new MemorySecrets()];
    const me = keyIdentity('me@example.com', 'k', factsOf(BASE, 5));
    const you = keyIdentity('you@example.com', 'k', factsOf(BASE, 6));
    for (const secrets of [here, there]) {
      await vaultOf(secrets).keep(me);
      await vaultOf(secrets).keep(you);
    }
    const told = Promise.withResolvers<void>();
    const listening = vaultOf(here).onDidChange(told.resolve);
    await eventually(async () => {
      await vaultOf(there).keep(me);
      await vaultOf(there).remove(me.id);
      await Promise.race([told.promise, Promise.reject(new Error('not told yet'))]);
    });
    listening.dispose();
    assert.deepEqual(idsOf(await vaultOf(here).read()), [you.id]);
    assert.equal((await here.keys()).length, 2, 'nothing is written back');
    await vaultOf(there).wipe();
    assert.deepEqual(idsOf(await vaultOf(here).read()), []);
  });
  it('lets somebody sign in again who has signed out', async () => {
    const secrets = new MemorySecrets();
    const before = keyIdentity('back@example.com', 'k', factsOf(BASE, 1));
    await vaultOf(secrets).keep(before);
    await vaultOf(secrets).remove(before.id);
    assert.deepEqual(idsOf(await vaultOf(secrets).read()), []);
    const again = keyIdentity('back@example.com', 'k', factsOf(BASE, 2));
    await vaultOf(secrets).keep(again);
    assert.deepEqual(idsOf(await vaultOf(secrets).read()), [again.id]);
  });
  it('remembers the latest sign-outs and tells nobody’s name', async () => {
    const secrets = new MemorySecrets();
    for (let time = 100; time < 200; time++) {
      await vaultOf(secrets).keep(keyIdentity('often@example.com', 'k', factsOf(BASE, time)));
      await vaultOf(secrets, time).wipe();
    }
    const names = readdirSync(folder.path);
    assert.equal(names.length, 64);
    assert.ok(names.some((name) => name.startsWith('199-')));
    assert.doesNotMatch(names.join(), /often|example/);
  });
});
