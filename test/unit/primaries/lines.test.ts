import assert from 'node:assert/strict';
import { Lines } from '../../../src/primaries/lines.ts';

describe('a place in a text', () => {
  it('is counted by lines, whatever ends them', () => {
    const text = 'a\nbc\r\nd\re';
    const lines = new Lines(text);
    const places = [...text].map((_, offset) => lines.positionOf(offset));
    assert.deepEqual(
      places.map(({ line, character }) => `${line}:${character}`),
      ['0:0', '0:1', '1:0', '1:1', '1:2', '1:3', '2:0', '2:1', '3:0'],
    );
    assert.deepEqual(lines.positionOf(text.length), { line: 3, character: 1 });
  });
});
