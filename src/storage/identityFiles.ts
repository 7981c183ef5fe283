import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../clock.ts';
import { exists, readPrivate, type Unwiped, wipeFile, writePrivate } from '../privateFiles.ts';
import * as v from '../text/schema.ts';

/** A file over that is not read, bytes. */
const MAX_BYTES = 64 * 1024 * 1024;
/** A write that is not done after that never will be, milliseconds. */
const STRAY_AFTER = 60_000;
const FILE_NAME = /^([0-9a-f]{64})(\.[0-9a-f-]{36}\.tmp|\.jsonl)$/;

/** Where and how files are kept, whatever is in them. */
export interface FileKeeping {
  /** The absolute path of a folder for these files alone; it is made when it is needed. */
  readonly folder: string;
  readonly clock: Clock;
  /** The name of an identity's file: 64 hex digits that tell nothing of it. */
  readonly fileName: (identityId: string) => string;
  /** How long changes are gathered before they are written, milliseconds. */
  readonly delay: number;
  /** Called with what reading, writing or deleting a file threw. Nothing here rejects. */
  readonly onError: (error: unknown) => void;
}

export interface IdentityFilesOptions<T> extends FileKeeping {
  /** What to write of an identity now, in pieces. */
  readonly text: (identityId: string) => Iterable<string>;
  /** Reads what `text` gave; undefined when it cannot be read. */
  readonly parse: (text: string) => T | undefined;
}

/** Whether the file of an identity was there when it was last read or written. */
type FileState = 'unread' | 'absent' | 'present';

/**
 * Keeps what each identity knew last in a file of its own. A file is replaced as a whole: of two windows that write it
 * the last one wins, and no reader sees half of it. Operations on the disk run one after the other.
 */
export class IdentityFiles<T> {
  readonly #options: IdentityFilesOptions<T>;
  readonly #changed = new Set<string>();
  #files = new Map<string, FileState>();
  #waiting: AbortController | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: IdentityFilesOptions<T>) {
    this.#options = options;
  }

  /**
   * Keeps the files of these identities from now on and deletes all others; without identities it deletes them all. It
   * also clears what writes that never ended left behind.
   * @returns what could not be deleted
   */
  async wipeOthers(identityIds: readonly string[]): Promise<readonly Unwiped[]> {
    this.#files = new Map(identityIds.map((id) => [id, this.#files.get(id) ?? 'unread']));
    for (const id of this.#changed) {
      if (!this.#files.has(id)) {
        this.#changed.delete(id);
      }
    }
    const kept = new Set(identityIds.map(this.#options.fileName));
    return (await this.#inTurn(() => this.#sweep(kept))) ?? [];
  }

  /** Reads what an identity knew last; undefined when there is nothing that can be read. */
  read(identityId: string): Promise<T | undefined> {
    return this.#inTurn(async () => {
      const text = await readPrivate(this.#path(identityId), MAX_BYTES).catch(this.#options.onError);
      this.#note(identityId, text === undefined ? 'absent' : 'present');
      return text === undefined ? undefined : this.#options.parse(text);
    });
  }

  /** Marks identities as changed. One whose files are not kept, or were not read yet, is not written. */
  changed(identityIds: Iterable<string>): void {
    for (const id of identityIds) {
      if ((this.#files.get(id) ?? 'unread') !== 'unread') {
        this.#changed.add(id);
      }
    }
    if (this.#changed.size > 0 && !this.#waiting) {
      this.#waiting = new AbortController();
      void this.#flushLater(this.#waiting.signal);
    }
  }

  /** Writes now what has changed. Resolves when it is written. */
  async flush(): Promise<void> {
    this.#waiting?.abort();
    this.#waiting = undefined;
    for (const id of this.#changed) {
      void this.#inTurn(() => this.#write(id));
    }
    await this.#last;
  }

  async #flushLater(signal: AbortSignal): Promise<void> {
    await this.#options.clock.sleep(this.#options.delay, signal);
    if (!signal.aborted) {
      await this.flush();
    }
  }

  async #write(identityId: string): Promise<void> {
    if (!this.#changed.delete(identityId)) {
      return;
    }
    const pieces = this.#options.text(identityId);
    if (await writePrivate(this.#path(identityId), pieces, () => this.#mayReplace(identityId))) {
      this.#note(identityId, 'present');
    }
  }

  /** A file that is gone was wiped by another window, where the identity signed out. */
  async #mayReplace(identityId: string): Promise<boolean> {
    const state = this.#files.get(identityId);
    return state === 'absent' || (state === 'present' && (await exists(this.#path(identityId))));
  }

  async #sweep(kept: ReadonlySet<string>): Promise<readonly Unwiped[]> {
    const { folder } = this.#options;
    const names = (await exists(folder)) ? await readdir(folder) : [];
    const unwiped: Unwiped[] = [];
    for (const name of names) {
      const [, owner, ending] = FILE_NAME.exec(name) ?? [];
      const file = path.join(folder, name);
      if (owner && !kept.has(owner)) {
        const left = await wipeFile(file);
        if (left) unwiped.push(left);
      } else if (owner && ending !== '.jsonl' && (await this.#isStray(file))) {
        await rm(file, { force: true }).catch(this.#options.onError);
      }
    }
    return unwiped;
  }

  async #isStray(file: string): Promise<boolean> {
    const written = await stat(file).catch(() => undefined);
    return written !== undefined && written.mtimeMs < this.#options.clock.now() - STRAY_AFTER;
  }

  #note(identityId: string, state: FileState): void {
    if (this.#files.has(identityId)) {
      this.#files.set(identityId, state);
    }
  }

  #path(identityId: string): string {
    return path.join(this.#options.folder, `${this.#options.fileName(identityId)}.jsonl`);
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T | undefined> {
    const done = this.#last.then(task).catch((error: unknown) => {
      this.#options.onError(error);
      return undefined;
    });
    this.#last = done;
    return done;
  }
}

/** Reads a line of JSON of a known shape; undefined for any other, since a file may be torn or of another's making. */
export function readJsonLine<T>(schema: v.GenericSchema<unknown, T>, line: string): T | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(line));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
