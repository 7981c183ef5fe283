import assert from 'node:assert/strict';
import { RateLimit } from '../../../support/api/limits.ts';
import { startApi } from '../../../support/api/server.ts';
import { DEMO_CREDENTIALS, demoWorld } from '../../../support/api/world.ts';
import { apiForEachTest, ask, bearer, NOW, verdict } from './harness.ts';

describe('The embedded API as a server', () => {
  const api = apiForEachTest({ now: () => NOW });

  it('sends the headers of the API with every answer, a new ray each', async () => {
    const rays = new Set<string | null>();
    for (const path of ['/zones', '/nowhere', '/zones?per_page=1']) {
      const { headers, json } = await ask(api(), path);
      assert.equal(headers.get('ratelimit'), '"default";r=1200;t=300');
      assert.equal(headers.get('ratelimit-policy'), '"default";q=1200;w=300');
      assert.equal(headers.get('content-type'), 'application/json');
      assert.deepEqual(Object.keys(json).slice(0, 4), ['result', 'success', 'errors', 'messages']);
      rays.add(headers.get('cf-ray'));
    }
    assert.equal(rays.size, 3);
  });

  for (const path of ['/nowhere', '/zones/', '/', `/zones/${'0'.repeat(32)}/secondary_dns`]) {
    it(`has no route to ${path}`, async () => {
      const answer = await ask(api(), path);
      assert.equal(verdict(answer), '404 7003 7000');
      assert.match(
        answer.json.errors[0]?.message ?? '',
        new RegExp(`^Could not route to /client/v4${path},`),
      );
    });
  }

  it('answers below its base path alone', async () => {
    const response = await fetch(`${api().origin}/zones`, { headers: bearer(DEMO_CREDENTIALS.full) });
    assert.equal(response.status, 404);
    await response.body?.cancel();
  });

  it('refuses a method that a path does not have, and names those that it has', async () => {
    const answer = await ask(api(), '/zones', undefined, { method: 'DELETE' });
    assert.equal(verdict(answer), '405 10405');
    assert.equal(answer.headers.get('allow'), 'GET');
  });

  it('records what was asked, and no credential', async () => {
    await ask(api(), '/zones?type=secondary&page=1');
    assert.deepEqual(api().requests, [
      { method: 'GET', path: '/zones', query: { type: 'secondary', page: '1' }, at: NOW },
    ]);
  });

  it('logs a line for each answer', async () => {
    const lines: string[] = [];
    const other = await startApi(demoWorld(NOW), { log: (line) => lines.push(line) });
    await ask(other, '/zones?page=1');
    await other.close();
    assert.deepEqual(lines, ['GET /zones?page=1 200']);
  });

  it('says so when its port is taken', async () => {
    const port = Number(new URL(api().origin).port);
    await assert.rejects(startApi(demoWorld(NOW), { port }), { code: 'EADDRINUSE' });
  });

  it('frees its port when it is closed, with connections still open', async () => {
    await ask(api(), '/zones');
    await api().close();
    const port = Number(new URL(api().origin).port);
    const again = await startApi(demoWorld(NOW), { port });
    await again.close();
  });
});

describe('The embedded API with a limit', () => {
  let now = NOW;
  const limit = () => new RateLimit(2, 60_000);

  it('counts by credential, refuses past the limit, and forgives', async () => {
    const api = await startApi(demoWorld(NOW), { limit: limit(), now: () => now });
    try {
      const left = async () => (await ask(api, '/zones')).headers.get('ratelimit');
      assert.equal(await left(), '"default";r=1;t=60');
      now += 10_000;
      assert.equal(await left(), '"default";r=0;t=50');
      const refused = await ask(api, '/zones');
      assert.equal(verdict(refused), '429 971');
      assert.equal(refused.headers.get('retry-after'), '60');
      assert.equal(refused.headers.get('ratelimit-policy'), '"default";q=2;w=60');
      assert.equal(verdict(await ask(api, '/zones', bearer(DEMO_CREDENTIALS.withoutDns))), '200');
      now += 60_000;
      assert.equal(verdict(await ask(api, '/zones')), '200');
    } finally {
      await api.close();
    }
  });
});
