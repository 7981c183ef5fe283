import path from 'node:path';
import { systemClock } from '../src/clock.ts';
import { ZONES_PER_PAGE } from '../src/cloudflare/zoneList.ts';
import { tokenIdentity } from '../src/credentials/identity.ts';
import { SignOuts } from '../src/credentials/signOuts.ts';
import { Vault } from '../src/credentials/vault.ts';
import { Sessions } from '../src/sessions.ts';
import { ZoneStorage } from '../src/storage/zoneStorage.ts';
import { ZoneStore } from '../src/zones/store.ts';
import { manyZones } from '../test/support/api/manyZones.ts';
import { DEMO_CREDENTIALS } from '../test/support/api/world.ts';
import { makeTemporaryFolder } from '../test/support/host/temporaryFolder.ts';
import { type Service, startService } from '../test/support/service/service.ts';
import { FOREVER } from '../test/support/values/forever.ts';
import { factsOf, fileNameOf } from '../test/support/values/identities.ts';
import { MemorySecrets } from '../test/support/values/memorySecrets.ts';
import { refresherOf } from '../test/support/values/refresher.ts';
import { silent } from '../test/support/values/silent.ts';
import { type Group, type Measured, unmeasured } from './figure.ts';

const ZONES = 500;

/** One window: vault, sessions, store and memory as the extension builds them. */
function openWindow(service: Service, secrets: MemorySecrets, folder: string) {
  const store = new ZoneStore();
  const refresher = refresherOf(store);
  const memory = new ZoneStorage({
    store,
    overdueFactor: () => 2,
    folder,
    fileName: fileNameOf,
    clock: systemClock,
    delay: 60_000,
    onError: () => {},
  });
  const signOuts = new SignOuts({ folder: path.join(folder, 'sign-outs'), now: Date.now, onError: () => {} });
  const vault = new Vault(secrets, signOuts);
  const sessions = new Sessions({
    vault,
    refresher,
    log: silent,
    baseUrl: () => service.api.url,
    connect: ({ baseUrl, credential }) => service.cloudflare.connect(baseUrl, credential, FOREVER, () => {}),
    storage: memory,
  });
  return { store, refresher, memory, vault, sessions };
}

/** How many requests a refresh costs past the least possible, and how many go out before a warm start paints. */
export const requests: Group = {
  title: 'requests',
  goals: [
    { name: 'refresh.requests.excess', unit: 'requests', limit: 0 },
    { name: 'warm.requests-before-paint', unit: 'requests', limit: 0 },
  ],
  async measure() {
    const folder = makeTemporaryFolder();
    try {
      return await coldAndWarm(folder.path);
    } finally {
      folder.remove();
    }
  },
};

async function coldAndWarm(folder: string): Promise<Readonly<Record<string, Measured>>> {
  await using service = await startService(manyZones(ZONES, Date.now()));
  const secrets = new MemorySecrets();
  const cold = openWindow(service, secrets, folder);
  await cold.vault.keep(tokenIdentity(DEMO_CREDENTIALS.full, 'bench', factsOf(service.api.url, 1)));
  await cold.sessions.sync();
  await cold.refresher.refreshAll();
  const asked = service.api.requests.length;
  const least = Math.ceil(ZONES / ZONES_PER_PAGE) + ZONES + service.api.world.accounts.length;
  await cold.memory.flush();

  const warm = openWindow(service, secrets, folder);
  let before: number | undefined;
  warm.store.onDidChange(() => {
    before ??= warm.store.zones.size > 0 ? service.api.requests.length - asked : undefined;
  });
  await warm.sessions.sync();
  await warm.refresher.refreshAll();
  const later = service.api.requests.length - asked;
  for (const { memory, refresher } of [cold, warm]) {
    memory.dispose();
    refresher.dispose();
  }
  return {
    'refresh.requests.excess': { value: asked - least, note: `${asked} requests for ${ZONES} zones` },
    'warm.requests-before-paint':
      before === undefined
        ? unmeasured('the store never held a zone')
        : { value: before, note: `${ZONES} zones; ${later} requests in all` },
  };
}
