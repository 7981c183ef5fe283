import type { Dialect, ParsedFile } from '../dialect.ts';

export const knot: Dialect<ParsedFile> = {
  name: 'knot',
  looksLike: () => false,
  *parse(file, text) {
    yield;
    return { file, text, includes: [] };
  },
  *evaluate() {
    yield;
    return { dialect: 'knot', zones: [], mentions: [], keys: [], doubts: [] };
  },
};
