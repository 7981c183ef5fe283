import type { Doubt } from '../doubt.ts';
import { doubtAbout } from '../placeholder.ts';
import type { Span } from '../span.ts';
import type { Setting, Word } from './settingsFile.ts';

/** What a setting is set to. */
export interface Value {
  /** The lines that count, in their order: those from the last `name=value` on. */
  readonly lines: readonly Setting[];
  readonly words: readonly Word[];
  /** Whether the words come on top of the server's default. */
  readonly addsToDefault: boolean;
}

/** Whether something is switched on, and where; or why that cannot be told. */
export type Switch =
  | { readonly on: boolean; readonly at: Span | undefined; readonly doubt: undefined }
  | Unknown;

interface Unknown {
  readonly doubt: Doubt;
}

/** What could not be read of a server's settings. */
export interface Missing {
  /** A file that may set anything differently. */
  readonly override: Doubt | undefined;
  /** Why a setting that is not in what was read need not have the server's default. */
  readonly elsewhere: ((name: string) => Doubt) | undefined;
}

/** The settings of a server, from all files that were read. */
export class Settings {
  readonly #lines: ReadonlyMap<string, readonly Setting[]>;
  readonly #missing: Missing;

  constructor(lines: readonly Setting[], missing: Missing) {
    this.#lines = Map.groupBy(lines, ({ name }) => name);
    this.#missing = missing;
  }

  /** The names of all settings that are there. */
  get names(): readonly string[] {
    return [...this.#lines.keys()];
  }

  /** The value of a setting; undefined where the default counts; a doubt where that may be set elsewhere. */
  value(name: string): Value | Unknown | undefined {
    const { override, elsewhere } = this.#missing;
    if (override) return { doubt: override };
    const all = this.#lines.get(name);
    if (all === undefined) return elsewhere && { doubt: elsewhere(name) };
    const last = all.findLastIndex(({ adds }) => !adds);
    const lines = all.slice(Math.max(last, 0));
    return { lines, words: lines.flatMap(({ words }) => words), addsToDefault: last === -1 };
  }

  /** The last line for a setting, wherever else it may be set. */
  lastOf(name: string): Setting | undefined {
    return this.#lines.get(name)?.at(-1);
  }

  /** A switch that is off unless it is set: to anything but `no` and `off`, as the server has it. */
  isOn(name: string): Switch {
    const value = this.value(name);
    if (value === undefined) return { on: false, at: undefined, doubt: undefined };
    if ('doubt' in value) return value;
    const line = value.lines.at(-1);
    if (line === undefined) return { on: false, at: undefined, doubt: undefined };
    const doubt = doubtAbout(line.value, line.at);
    return doubt.kind === 'placeholder'
      ? { doubt }
      : { on: line.value !== 'no' && line.value !== 'off', at: line.at, doubt: undefined };
  }
}
