import type { Dialect, ParsedFile } from '../dialect.ts';

export const bind: Dialect<ParsedFile> = {
  name: 'bind',
  looksLike: () => false,
  *parse(file, text) {
    yield;
    return { file, text, includes: [] };
  },
  *evaluate() {
    yield;
    return { dialect: 'bind', zones: [], mentions: [], keys: [], doubts: [] };
  },
};
