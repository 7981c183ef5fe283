/** Where services tell what they do. VS Code's LogOutputChannel is one. No credential is ever handed to it. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** What an error says, for the log; a thrown value that is no error says nothing. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : 'no message';
}
