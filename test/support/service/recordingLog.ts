import type { Logger } from '../../../src/logger.ts';

/** A log that can be read afterwards. */
export class RecordingLog implements Logger {
  readonly lines: string[] = [];

  readonly trace = (message: string): void => this.#add(message);
  readonly debug = (message: string): void => this.#add(message);
  readonly info = (message: string): void => this.#add(message);
  readonly warn = (message: string): void => this.#add(message);
  readonly error = (message: string): void => this.#add(message);

  get text(): string {
    return this.lines.join('\n');
  }

  #add(message: string): void {
    this.lines.push(message);
  }
}
