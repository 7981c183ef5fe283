import type { Dialect, ParsedFile } from '../dialect.ts';

export const nsd: Dialect<ParsedFile> = {
  name: 'nsd',
  looksLike: () => false,
  *parse(file, text) {
    yield;
    return { file, text, includes: [] };
  },
  *evaluate() {
    yield;
    return { dialect: 'nsd', zones: [], mentions: [], keys: [], doubts: [] };
  },
};
