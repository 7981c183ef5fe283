import assert from 'node:assert/strict';
import { DEMO_CREDENTIALS } from '../../../support/api/world.ts';
import { apiForEachTest, ask, bearer, incomingPath, verdict } from './harness.ts';

const { email, key, accountId, full } = DEMO_CREDENTIALS;

describe('Credentials of the embedded API', () => {
  const api = apiForEachTest();

  const refusals: [title: string, headers: Record<string, string>, expected: string][] = [
    ['no header at all', {}, '400 6003 6100 6101'],
    ['a key without its email', { 'x-auth-key': key }, '400 6003 6100'],
    ['an email without its key', { 'x-auth-email': email }, '400 6003 6101'],
    ['an email that is none', { 'x-auth-email': 'operator', 'x-auth-key': key }, '400 6003 6102'],
    ['a key that is too short', { 'x-auth-email': email, 'x-auth-key': 'asdf' }, '400 6003 6103'],
    ['an unknown key', { 'x-auth-email': email, 'x-auth-key': 'a'.repeat(37) }, '403 9103'],
    ['another scheme', { authorization: `Basic ${full}` }, '400 6003 6111'],
    ['a token without a scheme', { authorization: full }, '400 6003 6111'],
    ['a token in quotes', { authorization: `Bearer "${full}"` }, '400 6003 6111'],
    ['a key sent as a token', bearer(key), '400 6003 6111'],
    ['an unknown token', bearer('u'.repeat(40)), '401 1000'],
    ['an expired token', bearer(DEMO_CREDENTIALS.expired), '401 1000'],
    ['a disabled token', bearer(DEMO_CREDENTIALS.disabled), '401 1000'],
  ];
  for (const [title, headers, expected] of refusals) {
    it(`refuses ${title}`, async () => {
      assert.equal(verdict(await ask(api(), '/zones', headers)), expected);
    });
  }

  it('takes an email with its key', async () => {
    const headers = { 'x-auth-email': email, 'x-auth-key': key };
    assert.equal(verdict(await ask(api(), incomingPath(api().world, 'example.com'), headers)), '200');
  });

  it('refuses a token from the moment that it is revoked', async () => {
    assert.equal(verdict(await ask(api(), '/zones')), '200');
    api().world.tokens = [];
    assert.equal(verdict(await ask(api(), '/zones')), '401 1000');
  });

  it('verifies a token of a user, with a message that is no error', async () => {
    const { status, json } = await ask(api(), '/user/tokens/verify');
    assert.equal(status, 200);
    assert.deepEqual(json.messages, [
      { code: 10000, message: 'This API Token is valid and active', type: null },
    ]);
    assert.deepEqual(json.result, { id: api().world.tokens[0]?.id, status: 'active' });
  });

  for (const status of ['expired', 'disabled'] as const) {
    it(`tells a token that it is ${status}`, async () => {
      const { json } = await ask(api(), '/user/tokens/verify', bearer(DEMO_CREDENTIALS[status]));
      assert.equal((json.result as { status: string }).status, status);
    });
  }

  it('verifies a token of an account at its account alone', async () => {
    const headers = bearer(DEMO_CREDENTIALS.accountOwned);
    const other = api().world.accounts.find(({ id }) => id !== accountId)?.id;
    assert.equal(verdict(await ask(api(), '/user/tokens/verify', headers)), '400 1000');
    assert.equal(verdict(await ask(api(), `/accounts/${accountId}/tokens/verify`, headers)), '200');
    assert.equal(verdict(await ask(api(), `/accounts/${other}/tokens/verify`, headers)), '401 1000');
    assert.equal(verdict(await ask(api(), `/accounts/${accountId}/tokens/verify`)), '401 1000');
  });

  it('has no token to verify in an email with its key', async () => {
    const headers = { 'x-auth-email': email, 'x-auth-key': key };
    assert.equal(verdict(await ask(api(), '/user/tokens/verify', headers)), '400 6003 6111');
  });
});
