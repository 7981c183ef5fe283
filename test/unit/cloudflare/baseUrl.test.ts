import assert from 'node:assert/strict';
import { DEFAULT_BASE_URL, parseBaseUrl } from '../../../src/cloudflare/baseUrl.ts';

describe('the base URL', () => {
  const good = [
    [DEFAULT_BASE_URL, DEFAULT_BASE_URL],
    [' https://api.example.com/client/v4/ ', 'https://api.example.com/client/v4'],
    ['http://127.0.0.1:8080/client/v4', 'http://127.0.0.1:8080/client/v4'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://localhost:1/x', 'http://localhost:1/x'],
  ] as const;
  for (const [text, url] of good) {
    it(`takes ${text.trim()}`, () => assert.deepEqual(parseBaseUrl(text), { url }));
  }
  const bad = [
    ['', 'not-a-url'],
    ['api.cloudflare.com', 'not-a-url'],
    ['http://api.cloudflare.com/client/v4', 'not-https'],
    ['http://127.0.0.1.example.com/', 'not-https'],
    ['http://localhost.example.com/', 'not-https'],
    ['ftp://127.0.0.1/', 'not-https'],
    ['javascript:alert(1)', 'not-a-url'],
    ['https://user:secret@api.example.com/', 'has-credential'],
    ['https://api.example.com/?a=1', 'has-query'],
    ['https://api.example.com/#a', 'has-query'],
  ] as const;
  for (const [text, problem] of bad) {
    it(`refuses “${text}”`, () => assert.deepEqual(parseBaseUrl(text), { problem }));
  }
});
