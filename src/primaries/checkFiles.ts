import { bind } from './bind/bind.ts';
import type { Dialect, ParsedFile } from './dialect.ts';
import type { Doubt } from './doubt.ts';
import type { DialectName, Evaluation } from './evaluation.ts';
import { Judge, type JudgedZone } from './judge.ts';
import { knot } from './knot/knot.ts';
import { type Files, load, type Run } from './load.ts';
import { nsd } from './nsd/nsd.ts';
import { pdns } from './pdns/pdns.ts';
import type { Steps } from './steps.ts';
import { windows } from './windows/windows.ts';

/** A configuration's root file. */
export interface Root {
  readonly file: string;
  readonly text: string;
  /** The server's version, such as `9.18.24`; undefined where it is not known. */
  readonly version: string | undefined;
  /** Whether the root is all of the configuration, and no part of a larger one. */
  readonly whole: boolean;
  /** Why no server would read the text as it is: its zones are listed, and every answer is `cannot-tell`. */
  readonly doubt?: Doubt | undefined;
}

/** A configuration, read and judged. */
export interface Checked {
  readonly evaluation: Evaluation;
  readonly zones: readonly JudgedZone[];
  /** The texts that were read, by file, the root first. */
  readonly texts: ReadonlyMap<string, string>;
}

type Check = (root: Root, files: Files, run: Run) => Promise<Checked>;

interface Reader {
  readonly name: DialectName;
  readonly looksLike: (text: string) => boolean;
  readonly check: Check;
}

function reader<Parsed extends ParsedFile>(dialect: Dialect<Parsed>): Reader {
  return {
    name: dialect.name,
    looksLike: (text) => dialect.looksLike(text),
    check: async (root, files, run) => {
      const sources = await load(dialect, root, files, run, root);
      const evaluation = doubted(await run(dialect.evaluate(sources)), root.doubt);
      return {
        evaluation,
        zones: await run(judged(evaluation)),
        texts: new Map(sources.files.map(({ file, text }) => [file, text])),
      };
    },
  };
}

/** In the order in which a text is tried. */
const READERS: readonly Reader[] = [reader(windows), reader(bind), reader(nsd), reader(knot), reader(pdns)];

function* judged({ zones }: Evaluation): Steps<readonly JudgedZone[]> {
  const judge = new Judge();
  const all: JudgedZone[] = [];
  for (const zone of zones) {
    all.push(judge.judge(zone));
    yield;
  }
  return all;
}

/** An evaluation with `cannot-tell` for every answer. */
function doubted(evaluation: Evaluation, doubt: Doubt | undefined): Evaluation {
  if (doubt === undefined) return evaluation;
  const decision = { kind: 'cannot-tell', at: undefined, doubt } as const;
  const nowhere = { at: undefined, addition: undefined };
  const transfer = { ...nowhere, edges: [], keys: [], decide: () => decision };
  const notify = { ...nowhere, off: undefined, decide: () => decision };
  return {
    ...evaluation,
    zones: evaluation.zones.map((zone) => ({ ...zone, transfer, notify })),
    mentions: [],
    doubts: [doubt],
  };
}

/**
 * Whose configuration a text looks like, by its content; undefined for none that is known.
 * Specified in test/unit/primaries.
 */
export function dialectOf(text: string): DialectName | undefined {
  return READERS.find(({ looksLike }) => looksLike(text))?.name;
}

/** Reads a configuration with all that it includes, and judges its zones. Nothing in a file makes it throw. */
export async function check(dialect: DialectName, root: Root, files: Files, run: Run): Promise<Checked> {
  const found = READERS.find(({ name }) => name === dialect);
  if (found === undefined) {
    throw new TypeError(`There is no dialect ${dialect}.`);
  }
  return found.check(root, files, run);
}
