import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../support/host/paths.ts';

/** The lines of a section that begin so. */
function linesOf(file: string, heading: string, begin: RegExp): readonly string[] {
  const sections = readFileSync(path.join(projectFolder, file), 'utf8').split(/^## /m);
  const section = sections.find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return section.split('\n').filter((line) => begin.test(line));
}

describe('what is promised', () => {
  it('is the same in README.md and in SECURITY.md, word for word', () => {
    const promises = linesOf('SECURITY.md', 'What is promised', /^- /);
    assert.ok(promises.length > 0);
    assert.deepEqual(linesOf('README.md', 'Privacy', /^- /), promises);
  });

  it('goes with the same account of what is kept, where and until when', () => {
    const kept = linesOf('SECURITY.md', 'What is kept where', /^(\||On Linux)/);
    assert.ok(kept.length > 3);
    assert.deepEqual(linesOf('README.md', 'Privacy', /^(\||On Linux)/), kept);
  });
});
