let collator: Intl.Collator | undefined;

/**
 * Compares names as people sort them: `zone-2` before `zone-10`. The collator is made at the first use, since
 * making one takes as long as loading the whole extension.
 */
export function compareNames(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}
