import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** A part of a document that lies in the project's folder. */
function part(file: string, from: string, to: string): string {
  const document = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const [, rest = ''] = document.split(`${from}\n\n`);
  const [found = ''] = rest.split(`\n\n${to}`);
  return found;
}

describe('what is promised', () => {
  it('is the same in README.md and in SECURITY.md, word for word', () => {
    const promises = part('SECURITY.md', '## What is promised', 'A report');
    assert.ok(promises.split('\n').length > 8);
    assert.equal(part('README.md', 'What is promised:', 'What is kept'), promises);
  });

  it('is kept where both say, word for word', () => {
    const kept = part('SECURITY.md', '## What is kept where', '## How');
    assert.match(kept, /secret storage/);
    assert.equal(part('README.md', 'What is kept where:', '[SECURITY.md]'), kept);
  });
});
