/** The log. VS Code's LogOutputChannel is one. No credential is ever passed to it. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** The message of an error, for the log. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : 'no message';
}
