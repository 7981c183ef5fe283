import assert from 'node:assert/strict';
import { tokenFormUrl } from '../../../src/commands/tokenForm.ts';

const LEAST = [
  { key: 'zone', type: 'read' },
  { key: 'dns', type: 'read' },
  { key: 'account_settings', type: 'read' },
];

describe('the form for a new token', () => {
  it('is that of the user’s tokens, for all accounts and zones', () => {
    const { origin, pathname, searchParams } = new URL(tokenFormUrl('user'));
    const { permissionGroupKeys, ...rest } = Object.fromEntries(searchParams);
    assert.equal(`${origin}${pathname}`, 'https://dash.cloudflare.com/profile/api-tokens');
    assert.deepEqual(JSON.parse(permissionGroupKeys ?? ''), LEAST);
    assert.deepEqual(rest, { accountId: '*', zoneId: 'all', name: 'Secondary DNS for VS Code' });
  });

  it('is that of the tokens of an account, which the dashboard asks for', () => {
    const { origin, pathname, searchParams } = new URL(tokenFormUrl('account'));
    const { permissionGroupKeys, ...rest } = Object.fromEntries(searchParams);
    assert.equal(`${origin}${pathname}`, 'https://dash.cloudflare.com/');
    assert.deepEqual(JSON.parse(permissionGroupKeys ?? ''), LEAST);
    assert.deepEqual(rest, { to: '/:account/api-tokens', name: 'Secondary DNS for VS Code' });
  });
});
