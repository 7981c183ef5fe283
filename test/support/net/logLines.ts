import type { Logger } from '../../../src/logger.ts';

/** A log that keeps its lines. */
export function collectLog(): Logger & { readonly lines: readonly string[] } {
  const lines: string[] = [];
  const keep = (message: string) => void lines.push(message);
  return { lines, trace: keep, debug: keep, info: keep, warn: keep, error: keep };
}
