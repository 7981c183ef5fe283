import { cleanText, type Text, text } from './text/text.ts';

/** The log. VS Code's LogOutputChannel is one. No credential is ever passed to it. */
export interface Logger {
  trace(message: Text): void;
  debug(message: Text): void;
  info(message: Text): void;
  warn(message: Text): void;
  error(message: Text): void;
}

/** The message of an error, for the log. */
export function errorMessage(error: unknown): Text {
  return error instanceof Error ? cleanText(error.message) : text`no message`;
}
