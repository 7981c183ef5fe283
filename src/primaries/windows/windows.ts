import type { Dialect, ParsedFile } from '../dialect.ts';

export const windows: Dialect<ParsedFile> = {
  name: 'windows',
  looksLike: () => false,
  *parse(file, text) {
    yield;
    return { file, text, includes: [] };
  },
  *evaluate() {
    yield;
    return { dialect: 'windows', zones: [], mentions: [], keys: [], doubts: [] };
  },
};
