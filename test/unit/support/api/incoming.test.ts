import assert from 'node:assert/strict';
import { DEMO_CREDENTIALS } from '../../../support/api/world.ts';
import { apiForEachTest, ask, bearer, incomingPath, verdict, zoneNamed } from './harness.ts';

describe('Incoming configs of the embedded API', () => {
  const api = apiForEachTest();

  const config = (name: string, token: string = DEMO_CREDENTIALS.full) =>
    ask(api(), incomingPath(api().world, name), bearer(token));

  it('gives a config whose id is the zone and whose name ends in a dot', async () => {
    const { json } = await config('example.com');
    const { id, name } = json.result as { id: string; name: string };
    assert.deepEqual([id, name], [zoneNamed(api().world, 'example.com').id, 'example.com.']);
  });

  it('says in both ways that there is no config', async () => {
    assert.equal((await config('unconfigured.example')).status, 404);
    const { status, json } = await config('empty.example');
    assert.deepEqual([status, json.success, json.result], [200, true, null]);
  });

  it('is refused, broken or down for the zones that are to be so', async () => {
    assert.equal(verdict(await config('restricted.example')), '403 10000');
    const outage = await config('outage.example');
    assert.equal(outage.status, 500);
    assert.match(outage.headers.get('content-type') ?? '', /html/);
    const garbled = await config('garbled.example');
    assert.equal(garbled.status, 200);
    assert.throws(() => garbled.json, SyntaxError);
  });

  it('leaves out what the world does not say, and sends unexpected field types as they are', async () => {
    assert.ok(!(await config('waiting.example')).text.includes('soa_serial'));
    const { json } = await config('mistyped.example');
    assert.equal((json.result as { soa_serial: unknown }).soa_serial, '2024010100');
  });

  it('follows the world', async () => {
    zoneNamed(api().world, 'example.com').incoming = null;
    assert.equal((await config('example.com')).json.result, null);
  });

  it('takes any of the permissions that read it', async () => {
    const [token] = api().world.tokens;
    for (const permission of [
      'Zone Settings Write',
      'Zone Settings Read',
      'Zone Write',
      'DNS Write',
    ] as const) {
      token?.permissions.clear();
      token?.permissions.add(permission);
      assert.equal(verdict(await config('example.com')), '200', permission);
    }
  });

  it('tells a missing permission from a zone out of scope', async () => {
    assert.equal(verdict(await config('example.com', DEMO_CREDENTIALS.withoutDns)), '403 10000');
    assert.equal(verdict(await config('example.com', DEMO_CREDENTIALS.accountOwned)), '403 9109');
    const [token] = api().world.tokens;
    Object.assign(token ?? {}, { zoneIds: [zoneNamed(api().world, 'example.net').id] });
    assert.equal(verdict(await config('example.net')), '200');
    assert.equal(verdict(await config('example.com')), '403 9109');
  });

  it('tells an id that is none from a zone that it does not know', async () => {
    assert.equal(verdict(await ask(api(), '/zones/example.com/secondary_dns/incoming')), '400 7003 7000');
    assert.equal(verdict(await ask(api(), `/zones/${'0'.repeat(32)}/secondary_dns/incoming`)), '400 1001');
  });

  it('forces a transfer for whoever may write', async () => {
    const path = `/zones/${zoneNamed(api().world, 'example.com').id}/secondary_dns/force_axfr`;
    const post = (body: string) => ask(api(), path, undefined, { method: 'POST', body });
    assert.equal(verdict(await post('{}')), '403 10000');
    api().world.tokens[0]?.permissions.add('DNS Write');
    assert.equal((await post('{}')).json.result, 'OK');
    assert.equal((await post('')).json.result, 'OK');
    assert.equal(verdict(await post('{')), '400 6007');
  });
});
