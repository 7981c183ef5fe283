import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { detailsHtml } from '../../../../src/views/details/pageHtml.ts';

const PLAIN = {
  cspSource: 'https://*.vscode-cdn.net',
  nonce: 'bm9uY2U',
  scriptUri: 'https://host/details.js',
  styleUri: 'https://host/details.css',
  lang: 'de',
  title: 'example.com',
};

describe('the document of the details', () => {
  it('lets nothing run or load but its own script and style', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(detailsHtml(PLAIN))?.[1] ?? '';
    const directives = policy.replaceAll('&#39;', "'").split('; ');
    assert.deepEqual(directives, [
      "default-src 'none'",
      "script-src 'nonce-bm9uY2U'",
      'style-src https://*.vscode-cdn.net',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('holds no inline script, style or handler', () => {
    const html = detailsHtml(PLAIN);
    assert.deepEqual(html.match(/<script[^>]*>[^<]*/g), [
      '<script nonce="bm9uY2U" src="https://host/details.js">',
    ]);
    assert.doesNotMatch(html, /<style|style=|\son\w+=/);
  });

  it('escapes all that it is given', () => {
    const evil = `"'><img src=x onerror=alert(1)>&`;
    const html = detailsHtml({ ...PLAIN, title: evil, lang: evil, scriptUri: evil, styleUri: evil });
    assert.doesNotMatch(html, /<img/);
    assert.match(html, /<title>&quot;&#39;&gt;&lt;img src=x onerror=alert\(1\)&gt;&amp;<\/title>/);
  });
});
