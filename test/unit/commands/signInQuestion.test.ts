import assert from 'node:assert/strict';
import { DEFAULT_BASE_URL } from '../../../src/cloudflare/baseUrl.ts';
import { type Candidate, foreignHost, signInQuestion } from '../../../src/commands/signInQuestion.ts';
import { keyIdentity, tokenIdentity } from '../../../src/credentials/identity.ts';
import { factsOf } from '../../support/values/identities.ts';
import { plain } from '../../support/values/plain.ts';

const LOOPBACK = 'http://127.0.0.1:8080/client/v4';
const ELSEWHERE = 'https://api.elsewhere.example/client/v4';
const READ = ['#dns_records:read', '#zone:read'];

function candidate(baseUrl: string, permissions: readonly string[] = READ): Candidate {
  const identity = tokenIdentity('secret-of-the-token', 'f00dfeed0', factsOf(baseUrl, 1));
  return plain({ identity, whoami: { accounts: ['Acme', 'Beta'], permissions }, expires: undefined });
}

function asKey(baseUrl: string): Candidate {
  const identity = keyIdentity('you@example.com', 'secret-key', factsOf(baseUrl, 1));
  return { ...candidate(baseUrl), identity };
}

describe('the question before a credential is kept', () => {
  it('says whose a token is, what it may do and when it expires', () => {
    const expires = Date.UTC(2027, 0, 31);
    assert.deepEqual(signInQuestion({ ...candidate(DEFAULT_BASE_URL), expires }, 'en'), {
      message: 'Sign in as API token f00dfeed…?',
      detail: [
        'Accounts: Acme, Beta',
        'Permissions for zones: #dns_records:read, #zone:read',
        'It expires on Jan 31, 2027.',
      ].join('\n'),
    });
    assert.match(signInQuestion(candidate(DEFAULT_BASE_URL), 'en')?.detail ?? '', /It does not expire\.$/);
  });

  it('is not asked of a token that only reads from an API on this machine', () => {
    assert.equal(signInQuestion(candidate(LOOPBACK), 'en'), undefined);
    assert.equal(signInQuestion({ ...candidate(LOOPBACK), whoami: undefined }, 'en'), undefined);
  });

  it('warns of a token that may write, wherever the API is', () => {
    for (const baseUrl of [DEFAULT_BASE_URL, LOOPBACK]) {
      const question = signInQuestion(candidate(baseUrl, [...READ, '#dns_records:edit']), 'en');
      assert.match(question?.detail ?? '', /Warning: this token may also write \(#dns_records:edit\)/);
    }
    assert.doesNotMatch(signInQuestion(candidate(DEFAULT_BASE_URL), 'en')?.detail ?? '', /Warning/);
  });

  it('warns of the global API key, wherever the API is', () => {
    for (const baseUrl of [DEFAULT_BASE_URL, LOOPBACK]) {
      const { detail = '', message = '' } = signInQuestion(asKey(baseUrl), 'en') ?? {};
      assert.match(detail, /Warning: the global API key may do everything/);
      assert.match(message, /as you@example\.com\?$/);
      assert.doesNotMatch(detail, /expire/);
    }
  });

  it('names the host that is not Cloudflare’s', () => {
    assert.equal(foreignHost(DEFAULT_BASE_URL), undefined);
    assert.equal(foreignHost(ELSEWHERE), 'api.elsewhere.example');
    const question = signInQuestion(candidate(ELSEWHERE), 'en');
    assert.equal(question?.message, 'Sign in to api.elsewhere.example as API token f00dfeed…?');
    assert.match(question?.detail ?? '', /^api\.elsewhere\.example is not Cloudflare’s API/);
  });

  it('says that accounts and permissions are not known where no zone is listed', () => {
    const question = signInQuestion({ ...candidate(DEFAULT_BASE_URL), whoami: undefined }, 'en');
    assert.match(question?.detail ?? '', /^It lists no zones/);
  });

  it('stays short, and shows no secret', () => {
    const many = Array.from({ length: 200 }, (_, index) => `#permission${index}:edit`);
    const question = signInQuestion(candidate(DEFAULT_BASE_URL, many), 'en');
    assert.ok((question?.detail.length ?? 0) < 1000, question?.detail);
    for (const shown of [question, signInQuestion(asKey(ELSEWHERE), 'en')]) {
      assert.doesNotMatch(JSON.stringify(shown), /secret/);
    }
  });
});
