import type { Dialect, ParsedFile } from '../dialect.ts';

export const pdns: Dialect<ParsedFile> = {
  name: 'pdns',
  looksLike: () => false,
  *parse(file, text) {
    yield;
    return { file, text, includes: [] };
  },
  *evaluate() {
    yield;
    return { dialect: 'pdns', zones: [], mentions: [], keys: [], doubts: [] };
  },
};
