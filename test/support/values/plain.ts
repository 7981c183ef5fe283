import type { Text } from '../../../src/text/text.ts';

/** A value whose texts and ids are plain strings. */
export type Plain<T> = T extends Text
  ? string
  : T extends (...input: never[]) => unknown
    ? T
    : T extends ReadonlyMap<infer Key, infer Value>
      ? ReadonlyMap<Plain<Key>, Plain<Value>>
      : T extends object
        ? { readonly [Key in keyof T]: Plain<T[Key]> }
        : T;

/** A value as a test writes it down: its texts count as clean and its ids as such. */
export function plain<T>(value: NoInfer<Plain<T>>): T {
  return value as unknown as T;
}
