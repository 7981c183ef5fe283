import assert from 'node:assert/strict';
import { DEMO_CREDENTIALS, type PeerRecord } from '../../../support/api/world.ts';
import { apiForEachTest, ask, bearer, verdict } from './harness.ts';

const { accountId, accountOwned, withoutAccountSettings } = DEMO_CREDENTIALS;

describe('Accounts of the embedded API', () => {
  const api = apiForEachTest();

  it('lists the accounts, none of them without the permission', async () => {
    const names = async (token?: string) => {
      const { json } = await ask(api(), '/accounts', token ? bearer(token) : undefined);
      return (json.result as { name: string }[]).map(({ name }) => name);
    };
    assert.deepEqual(await names(), ['Example Registry', 'Contoso Networks']);
    assert.deepEqual(await names(withoutAccountSettings), []);
  });

  it('does not list accounts for a token that an account owns', async () => {
    assert.equal(verdict(await ask(api(), '/accounts', bearer(accountOwned))), '400 1001');
  });

  it('gives the peers of one account without paging, an unset one as the API does', async () => {
    const other = api().world.accounts[0]?.id;
    const { json } = await ask(api(), `/accounts/${other}/secondary_dns/peers`);
    const peers = json.result as PeerRecord[];
    assert.ok(peers.length > 30);
    assert.equal(json.result_info, undefined);
    const unset = peers.find(({ ip }) => ip === '');
    assert.deepEqual(
      [unset?.port, unset && 'tsig_id' in unset, unset && 'accountId' in unset],
      [0, false, false],
    );
  });

  it('gives one peer, and one TSIG with its secret in clear', async () => {
    for (const kind of ['peers', 'tsigs'] as const) {
      const [entry] = api().world[kind];
      const path = `/accounts/${entry?.accountId}/secondary_dns/${kind}`;
      const { json } = await ask(api(), `${path}/${entry?.id}`);
      const { accountId: _, ...expected } = entry ?? {};
      assert.deepEqual(json.result, expected);
      assert.equal((await ask(api(), `${path}/${'0'.repeat(32)}`)).status, 404);
    }
  });

  it('refuses what the token may not read', async () => {
    const own = `/accounts/${accountId}/secondary_dns/peers`;
    const other = `/accounts/${api().world.accounts[0]?.id}/secondary_dns/peers`;
    assert.equal(verdict(await ask(api(), own, bearer(withoutAccountSettings))), '403 10000');
    assert.equal(verdict(await ask(api(), own, bearer(accountOwned))), '200');
    assert.equal(verdict(await ask(api(), other, bearer(accountOwned))), '403 9109');
    assert.equal(verdict(await ask(api(), '/accounts/mine/secondary_dns/peers')), '400 7003 7000');
  });
});
