import assert from 'node:assert/strict';
import { DEMO_CREDENTIALS, manyZones } from '../../../support/api/world.ts';
import { apiForEachTest, ask, bearer, NOW, verdict, zoneNamed } from './harness.ts';

type Listed = { id: string; name: string; type: string; account: { id: string; name: string } };

describe('Zones of the embedded API', () => {
  const api = apiForEachTest();

  const list = async (query = '', token: string = DEMO_CREDENTIALS.full) => {
    const { json } = await ask(api(), `/zones?per_page=50${query}`, bearer(token));
    return json.result as Listed[];
  };

  it('lists zones of the types that are asked for', async () => {
    const secondary = await list('&type=secondary');
    assert.ok(secondary.length > 0 && secondary.every(({ type }) => type === 'secondary'));
    assert.equal((await list('&type=secondary,full')).length, secondary.length + 1);
    assert.equal((await list()).length, secondary.length + 1);
  });

  it('lists every type where an older version ignores what is asked for', async () => {
    api().world.ignoresZoneType = true;
    assert.ok((await list('&type=secondary')).some(({ type }) => type === 'full'));
  });

  it('filters by name and account, and ignores parameters that it does not know', async () => {
    assert.deepEqual(
      (await list('&name=example.com&colour=red')).map(({ name }) => name),
      ['example.com'],
    );
    const ofAccount = await list(`&account.id=${DEMO_CREDENTIALS.accountId}`);
    assert.ok(ofAccount.length > 0 && ofAccount.every(({ account }) => account.name === 'Contoso Networks'));
  });

  it('shows a token the zones of its scope alone', async () => {
    const zones = await list('', DEMO_CREDENTIALS.accountOwned);
    assert.ok(zones.length > 0 && zones.every(({ account }) => account.id === DEMO_CREDENTIALS.accountId));
  });

  it('names the permission that listing takes, with a code under 1000', async () => {
    const answer = await ask(api(), '/zones', bearer(DEMO_CREDENTIALS.configOnly));
    assert.equal(verdict(answer), '403 0');
    assert.match(
      answer.json.errors[0]?.message ?? '',
      /^Actor '.+' requires permission 'com\.cloudflare\.api\.account\.zone\.list' to list zones$/,
    );
  });

  it('gives one zone, to whoever may read it', async () => {
    const { id } = zoneNamed(api().world, 'example.com');
    assert.equal(((await ask(api(), `/zones/${id}`)).json.result as Listed).name, 'example.com');
    const refused = await ask(api(), `/zones/${id}`, bearer(DEMO_CREDENTIALS.configOnly));
    assert.equal(verdict(refused), '403 10000');
  });

  for (const query of ['per_page=4', 'per_page=51', 'per_page=x', 'page=0', 'page=1.5', 'page=']) {
    it(`refuses ${query}`, async () => {
      assert.equal((await ask(api(), `/zones?${query}`)).status, 400);
    });
  }
});

describe('Paging of the embedded API', () => {
  const api = apiForEachTest({}, () => manyZones(103, NOW));

  it('walks all zones once, and says how many there are', async () => {
    const names = new Set<string>();
    for (const [page, count] of [50, 50, 3, 0].entries()) {
      const { json } = await ask(api(), `/zones?page=${page + 1}&per_page=50`);
      const info = { page: page + 1, per_page: 50, count, total_count: 103, total_pages: 3 };
      assert.deepEqual(json.result_info, info);
      for (const { name } of json.result as Listed[]) {
        names.add(name);
      }
    }
    assert.equal(names.size, 103);
    const { json } = await ask(api(), '/zones');
    assert.equal(json.result_info?.count, 20);
  });
});
