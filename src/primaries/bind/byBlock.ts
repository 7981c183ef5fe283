import type { BindFile, Block } from './statements.ts';

/** What is known of blocks. */
export class ByBlock<T> {
  readonly #files = new Map<BindFile, Map<number, T>>();

  get({ source, open }: Block): T | undefined {
    return this.#files.get(source)?.get(open);
  }

  set({ source, open }: Block, value: T): void {
    const known = this.#files.get(source);
    if (known) known.set(open, value);
    else this.#files.set(source, new Map([[open, value]]));
  }

  delete({ source, open }: Block): void {
    this.#files.get(source)?.delete(open);
  }
}
