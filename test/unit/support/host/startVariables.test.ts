import assert from 'node:assert/strict';
import { environmentCredential } from '../../../../src/credentials/environment.ts';
import { DEMO_CREDENTIALS } from '../../../support/api/demoWorld.ts';
import { startVariables } from '../../../support/host/startVariables.ts';

const shell = {
  CLOUDFLARE_API_TOKEN: 'of_the_shell',
  CLOUDFLARE_EMAIL: 'operator@example.com',
  PATH: '/bin',
};

describe('what npm start gives to the extension host', () => {
  it('is the demo’s token, which the welcome then offers, and nothing of the shell', () => {
    const variables = startVariables(false, shell);
    assert.deepEqual(variables, { CLOUDFLARE_API_TOKEN: DEMO_CREDENTIALS.full });
    assert.deepEqual(environmentCredential(variables)?.credential, {
      kind: 'token',
      token: DEMO_CREDENTIALS.full,
    });
  });

  it('is what the shell has for Cloudflare on the real API, and no demo token', () => {
    const { PATH: _, ...cloudflare } = shell;
    assert.deepEqual(startVariables(true, shell), cloudflare);
    assert.deepEqual(startVariables(true, { PATH: '/bin' }), {});
  });
});
