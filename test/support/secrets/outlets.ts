import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Credential } from '../../../src/cloudflare/authorization.ts';
import { keyIdentity, tokenIdentity } from '../../../src/credentials/identity.ts';
import { SignOuts } from '../../../src/credentials/signOuts.ts';
import { Vault } from '../../../src/credentials/vault.ts';
import { readSnapshot, snapshotText, takeSnapshot } from '../../../src/storage/snapshots.ts';
import { failureText } from '../../../src/views/text/failureText.ts';
import { ZoneStore } from '../../../src/zones/store.ts';
import { draw } from '../fuzz/drawing.ts';
import { makeTemporaryFolder } from '../host/temporaryFolder.ts';
import { patient, type Service } from '../service/service.ts';
import { factsOf } from '../values/identities.ts';
import { MemorySecrets } from '../values/memorySecrets.ts';
import { plain } from '../values/plain.ts';
import { filesBelow } from './files.ts';

const asking = patient();

/** All that there is to see of a value, in whatever depth. */
function seen(value: unknown): string {
  return inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null });
}

/** Asks everything with a credential, and collects every text that leaves the memory of the extension. */
export async function outletsOf(
  { api, cloudflare, connect, log }: Service,
  credential: Credential,
): Promise<Readonly<Record<string, string>>> {
  const store = new ZoneStore();
  const connection = connect(credential);
  const check =
    credential.kind === 'token'
      ? await cloudflare.token(credential.token, api.url, asking.signal)
      : await cloudflare.key(credential.email, credential.key, api.url, asking.signal);
  const tokenId = check && 'id' in check ? check.id : 'none';
  const identity =
    credential.kind === 'token'
      ? tokenIdentity(credential.token, tokenId, factsOf(api.url, 0))
      : keyIdentity(credential.email, credential.key, factsOf(api.url, 0));
  store.setIdentities([identity.id]);
  store.setAdded(plain(api.world.zones.map(({ id }) => id)));
  store.listed(identity.id, await connection.listZones(asking), Date.now());
  for (const { id } of api.world.accounts) {
    store.peersRead(id, await connection.getPeers(plain(id), asking));
  }
  for (const { id } of api.world.zones) {
    store.read(id, identity.id, await connection.getIncoming(plain(id), asking), Date.now());
  }
  const zones = [...store.zones.values()];
  const snapshot = takeSnapshot(identity.id, zones, (id) => store.accountPeers(id)?.peers);
  const snapshotLines = [...snapshotText(snapshot)].join('');
  const failures = [
    ...zones.map(({ failure }) => failure),
    ...[...store.listings.values()].map(({ failure }) => failure),
  ].filter((failure) => failure !== undefined);
  return {
    'the check of the credential': seen(check),
    'the log': log.text,
    'the store': seen([
      zones,
      [...store.listings],
      api.world.accounts.map(({ id }) => store.accountPeers(id)),
    ]),
    'the words for failures': seen(failures.map(failureText)),
    'the rows, tooltips and pages': seen(
      zones.map((zone) =>
        draw(zone, { peer: (tag) => store.peer(tag), accountPeers: undefined, now: Date.now() }),
      ),
    ),
    'the snapshot': snapshotLines,
    'the snapshot as read': seen(readSnapshot(snapshotLines)),
    'the name and id of the identity': seen([identity.id, identity.label]),
    'the names of secrets': seen(await namesKept(identity)),
  };
}

async function namesKept(identity: Parameters<Vault['keep']>[0]): Promise<readonly string[]> {
  const secrets = new MemorySecrets();
  const folder = makeTemporaryFolder();
  const signOuts = new SignOuts({ folder: folder.path, now: Date.now, onError: assert.ifError });
  const vault = new Vault(secrets, signOuts);
  await vault.keep(identity);
  const names = await secrets.keys();
  await vault.wipe();
  const files = Object.keys(filesBelow([folder.path]));
  folder.remove();
  return [...names, ...files];
}
