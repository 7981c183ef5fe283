import type { Dialect, Include, ParsedFile, Sources } from './dialect.ts';
import type { Doubt, DoubtKind } from './doubt.ts';
import type { Steps } from './steps.ts';

/** A file's text, or why it cannot be read. */
export type FileText =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly reason: Extract<DoubtKind, `include-${string}` | 'too-large' | 'not-text'>;
    };

/** Where files come from. Paths are opaque: only the implementation joins or cuts them. */
export interface Files {
  read(file: string): Promise<FileText>;
  /**
   * The files that an include names, sorted. A pattern without a wildcard names one file, whether or not it is
   * there; a pattern with one names those that are there. Undefined where the pattern's folder is not there.
   */
  find(include: Include, from: string): Promise<readonly string[] | undefined>;
}

/** At most so many files are read for one configuration. */
const MAX_FILES = 2_000;

/** Runs steps to their end, at once or in slices. */
export type Run = <T>(steps: Steps<T>) => Promise<T>;

/** Reads a configuration: its root, whose text is known, and all that it includes. Never throws for what a file says. */
export async function load<Parsed extends ParsedFile>(
  dialect: Dialect<Parsed>,
  root: { readonly file: string; readonly text: string },
  files: Files,
  run: Run,
  about: { readonly version: string | undefined; readonly whole: boolean },
): Promise<Sources<Parsed>> {
  const parsed = new Map<string, Promise<Parsed | Doubt['kind']>>();
  const found = new Map<Include, readonly Parsed[] | Doubt>();

  const readOne = async (file: string): Promise<Parsed | Doubt['kind']> => {
    const answer = await files.read(file);
    return answer.ok ? run(dialect.parse(file, answer.text)) : answer.reason;
  };

  const readOnce = (file: string): Promise<Parsed | Doubt['kind']> => {
    const known = parsed.get(file);
    if (known) return known;
    if (parsed.size >= MAX_FILES) return Promise.resolve('include-unreadable');
    const reading = readOne(file);
    parsed.set(file, reading);
    return reading;
  };

  const follow = async (from: Parsed, ancestors: ReadonlySet<string>): Promise<void> => {
    for (const include of from.includes) {
      if (found.has(include)) continue;
      const doubt = (kind: DoubtKind): Doubt => ({ kind, subject: include.pattern, at: include.at });
      const members: Parsed[] = [];
      let failed: Doubt | undefined;
      const named = await files.find(include, from.file);
      if (named === undefined && !include.optional) failed = doubt('include-missing');
      for (const file of named ?? []) {
        const read = ancestors.has(file) ? 'include-cycle' : await readOnce(file);
        if (typeof read === 'string') {
          if (!(include.optional && read === 'include-missing')) failed ??= doubt(read);
        } else {
          members.push(read);
          await follow(read, new Set([...ancestors, file]));
        }
      }
      found.set(include, failed ?? members);
    }
  };

  const first = await run(dialect.parse(root.file, root.text));
  parsed.set(root.file, Promise.resolve(first));
  await follow(first, new Set([root.file]));
  const all = await Promise.all(parsed.values());
  return {
    root: first,
    files: all.filter((read) => typeof read !== 'string'),
    included: (include) => found.get(include) ?? [],
    ...about,
  };
}
