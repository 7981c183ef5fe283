import assert from 'node:assert/strict';
import type { Credential } from '../../../src/cloudflare/authorization.ts';
import { Redaction } from '../../../src/cloudflare/redaction.ts';
import type { TransportAnswer } from '../../../src/cloudflare/transport.ts';

const TOKEN = 'tok/en"with+signs_0123456789';
const answer = (body: string, headers: Record<string, string | string[]> = {}) => ({
  status: 200,
  headers,
  body,
});

/** Takes these credentials out of answers. */
function redactionOf(...credentials: readonly Credential[]) {
  const redaction = new Redaction();
  for (const credential of credentials) redaction.watchFor(credential, new AbortController().signal);
  return (sent: TransportAnswer) => redaction.redact(sent);
}

describe('taking a credential out of an answer', () => {
  const redact = redactionOf({ kind: 'token', token: TOKEN });
  const base64 = Buffer.from(`user:${TOKEN}:x`).toString('base64');
  const forms = {
    'as it is': TOKEN,
    'in JSON': JSON.stringify(TOKEN),
    'in JSON with its slashes escaped': JSON.stringify(TOKEN).replaceAll('/', '\\/'),
    'in a URL': encodeURIComponent(TOKEN),
    'in hex': Buffer.from(TOKEN).toString('hex'),
    'in upper hex': Buffer.from(TOKEN).toString('hex').toUpperCase(),
  };
  for (const [name, form] of Object.entries(forms)) {
    it(`finds it ${name}`, () => {
      const { body } = redact(answer(`before ${form} after`));
      assert.match(body, /^before "?\[redacted\]"? after$/);
    });
  }

  it('finds it in base64 amid a longer text', () => {
    for (const text of [base64, base64.replaceAll('+', '-').replaceAll('/', '_')]) {
      assert.match(redact(answer(text)).body, /\[redacted\]/);
    }
  });

  it('finds it in headers, several of a name included', () => {
    const { headers } = redact(answer('', { 'x-echo': [TOKEN, 'other'], 'cf-ray': TOKEN, date: 'today' }));
    assert.deepEqual(headers, { 'x-echo': ['[redacted]', 'other'], 'cf-ray': '[redacted]', date: 'today' });
  });

  it('finds that of every identity, until it signs out', () => {
    const redaction = new Redaction();
    const [me, you] = [new AbortController(), new AbortController()];
    redaction.watchFor({ kind: 'token', token: 'a'.repeat(40) }, me.signal);
    redaction.watchFor({ kind: 'key', email: 'you@example.com', key: 'b'.repeat(40) }, you.signal);
    const said = answer(`${'a'.repeat(40)} ${'b'.repeat(40)}`);
    assert.equal(redaction.redact(said).body, '[redacted] [redacted]');
    you.abort();
    assert.equal(redaction.redact(said).body, `[redacted] ${'b'.repeat(40)}`);
  });

  it('finds that of a TSIG that was read, but for in the answer that is read for it', () => {
    const redaction = new Redaction();
    const { signal } = new AbortController();
    redaction.watchFor({ kind: 'token', token: TOKEN }, signal);
    redaction.watchForTsig('c'.repeat(44), signal);
    const said = answer(`${TOKEN} ${'c'.repeat(44)}`);
    assert.equal(redaction.redact(said).body, '[redacted] [redacted]');
    assert.equal(redaction.redactCredentials(said).body, `[redacted] ${'c'.repeat(44)}`);
  });

  it('finds one that two may use as long as one of them may', () => {
    const redaction = new Redaction();
    const [check, session] = [new AbortController(), new AbortController()];
    for (const { signal } of [check, session]) redaction.watchFor({ kind: 'token', token: TOKEN }, signal);
    check.abort();
    assert.equal(redaction.redact(answer(TOKEN)).body, '[redacted]');
    session.abort();
    assert.equal(redaction.redact(answer(TOKEN)).body, TOKEN);
  });

  it('leaves an answer without it as it is', () => {
    const untouched = answer('{"success":true}', { 'cf-ray': '8' });
    assert.equal(redact(untouched), untouched);
  });

  it('knows the key of an email, and takes no short text for a secret', () => {
    const key = redactionOf({ kind: 'key', email: 'you@example.com', key: '0123456789abcdef' });
    assert.equal(key(answer('0123456789abcdef you@example.com')).body, '[redacted] you@example.com');
    const short = redactionOf({ kind: 'token', token: 'success' });
    assert.equal(short(answer('{"success":true}')).body, '{"success":true}');
  });
});
