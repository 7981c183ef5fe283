import type { Logger } from '../../../src/logger.ts';

/** A log that nobody reads. */
export const silent: Logger = {
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};
