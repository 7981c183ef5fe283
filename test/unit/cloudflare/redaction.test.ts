import assert from 'node:assert/strict';
import { redaction } from '../../../src/cloudflare/redaction.ts';

const TOKEN = 'tok/en"with+signs_0123456789';
const answer = (body: string, headers: Record<string, string | string[]> = {}) => ({
  status: 200,
  headers,
  body,
});

describe('taking a credential out of an answer', () => {
  const redact = redaction({ kind: 'token', token: TOKEN });
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

  it('leaves an answer without it as it is', () => {
    const untouched = answer('{"success":true}', { 'cf-ray': '8' });
    assert.equal(redact(untouched), untouched);
  });

  it('knows the key of an email, and takes no short text for a secret', () => {
    const key = redaction({ kind: 'key', email: 'you@example.com', key: '0123456789abcdef' });
    assert.equal(key(answer('0123456789abcdef you@example.com')).body, '[redacted] you@example.com');
    const short = redaction({ kind: 'token', token: 'success' });
    assert.equal(short(answer('{"success":true}')).body, '{"success":true}');
  });
});
