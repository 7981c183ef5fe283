import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TsigKey } from '../../../src/dns/tsigKey.ts';
import { type Address, readRange, samplesOf } from '../../../src/primaries/addressRange.ts';
import { type Checked, check } from '../../../src/primaries/checkFiles.ts';
import { TRANSFER_SOURCES } from '../../../src/primaries/cloudflareAddresses.ts';
import type { DialectName } from '../../../src/primaries/evaluation.ts';
import { nodeFiles } from '../../../src/primaries/nodeFiles.ts';
import { type ReportedZone, report } from '../../../src/primaries/report.ts';
import { runAtOnce } from '../../../src/primaries/steps.ts';
import { freeServer } from '../dns/freeServer.ts';
import { makeTemporaryFolder } from '../host/temporaryFolder.ts';
import { transfers } from './transfer.ts';

/** A configuration that a real server can be started with. */
export interface Trial {
  /** The files of the configuration, by path below its folder. */
  files(place: Place): Readonly<Record<string, string>>;
  /** The root, one of the files. */
  readonly root: string;
  /** Names of the primary zones, all of which the server has loaded. */
  readonly zones: readonly string[];
  /** The keys that a client tries. */
  readonly keys: readonly TsigKey[];
}

export interface Place {
  readonly folder: string;
  /** Where the server listens, on 127.0.0.1 and ::1. */
  readonly port: number;
}

/** A real server. */
export interface Program {
  readonly dialect: DialectName;
  /** Its version, as it says it. */
  readonly version: string | undefined;
  /** Starts it in the foreground with a root file, and resolves when it answers for all zones. */
  start(root: string, place: Place, zones: readonly string[]): Promise<AsyncDisposable>;
}

export interface Agreement {
  /** Sentences, one for each answer of the check that the server contradicts. */
  readonly disagreements: readonly string[];
  /** How many answers were compared, and how many more the check could not give. */
  readonly compared: number;
  readonly cannotTell: number;
}

/** Starts a server with a configuration, and holds every answer of the check against what the server does. */
export async function agreement(program: Program, trial: Trial): Promise<Agreement> {
  const temporary = makeTemporaryFolder();
  const place = { folder: temporary.path, port: (await freeServer()).port };
  try {
    for (const [name, text] of Object.entries(trial.files(place))) {
      const file = path.join(place.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const root = path.join(place.folder, trial.root);
    const checked = await checkFile(program, root);
    await using _server = await program.start(root, place, trial.zones);
    return await compare(checked, trial, place);
  } finally {
    temporary.remove();
  }
}

/** Reads and judges a configuration that a server is to be started with. */
export async function checkFile(program: Program, file: string): Promise<Checked> {
  const read = await nodeFiles.read(file);
  if (!read.ok) throw new Error(`${file}: ${read.reason}`);
  const root = { file, text: read.text, version: program.version, whole: true };
  return check(program.dialect, root, nodeFiles, async (steps) => runAtOnce(steps));
}

async function compare(checked: Checked, trial: Trial, { port }: Place): Promise<Agreement> {
  const disagreements: string[] = [];
  let compared = 0;
  let cannotTell = 0;
  const reported = new Map(
    report(checked, { now: Date.now(), locale: 'en' }).zones.map((zone) => [zone.zone, zone]),
  );
  const edges = checked.evaluation.zones.flatMap(({ transfer }) => transfer.edges);
  for (const name of trial.zones) {
    const zone = reported.get(name);
    if (zone === undefined) {
      disagreements.push(`${name} is not reported`);
      continue;
    }
    for (const { prefix } of TRANSFER_SOURCES) {
      const answers = await askFrom(addressesOf(prefix, edges), name, port, trial.keys);
      const told = toldOf(zone, prefix);
      if (told.answer === 'cannot-tell') {
        cannotTell += 1;
        continue;
      }
      compared += 1;
      const real = realAnswer(answers);
      if (told.answer !== real.answer || (told.key !== undefined && !real.keys.includes(told.key))) {
        disagreements.push(
          `${name} from ${prefix}: said ${told.answer} ${told.key ?? ''}, is ${real.answer} ${real.keys.join(' ')}`,
        );
      }
    }
  }
  return { disagreements, compared, cannotTell };
}

function toldOf(zone: ReportedZone, prefix: string): { readonly answer: string; readonly key?: string } {
  return zone.sources[prefix] ?? { answer: 'missing' };
}

/** What a server answered to requests with one key or with none, for each address. */
interface Answers {
  readonly key: string | undefined;
  readonly allowed: readonly boolean[];
}

async function askFrom(
  addresses: readonly string[],
  zone: string,
  port: number,
  keys: readonly TsigKey[],
): Promise<readonly Answers[]> {
  return Promise.all(
    [undefined, ...keys].map(async (key) => ({
      key: key?.name,
      allowed: await inTurns(addresses, (from) => transfers({ zone, port, from, key })),
    })),
  );
}

/**
 * Servers take so many connections at a time for each key, and let others wait for seconds or drop them: Knot's
 * queue holds ten.
 */
const CONNECTIONS_AT_ONCE = 3;

async function inTurns<T>(
  addresses: readonly string[],
  ask: (from: string) => Promise<T>,
): Promise<readonly T[]> {
  const answers: T[] = [];
  for (let next = 0; next < addresses.length; next += CONNECTIONS_AT_ONCE) {
    answers.push(...(await Promise.all(addresses.slice(next, next + CONNECTIONS_AT_ONCE).map(ask))));
  }
  return answers;
}

/** The real answer in the words of the check, and the keys with which it is so. */
function realAnswer(answers: readonly Answers[]): {
  readonly answer: string;
  readonly keys: readonly string[];
} {
  const [unsigned, ...signed] = answers;
  if (unsigned?.allowed.every(Boolean)) return { answer: 'allowed', keys: [] };
  const keysWhere = (holds: (allowed: readonly boolean[]) => boolean): string[] =>
    signed.flatMap(({ key, allowed }) => (key !== undefined && holds(allowed) ? [key] : []));
  const whole = keysWhere((allowed) => allowed.every(Boolean));
  if (whole.length > 0) return { answer: 'allowed-with-key', keys: whole };
  const part = keysWhere((allowed) => allowed.some(Boolean));
  const some = part.length > 0 || unsigned?.allowed.some(Boolean);
  return { answer: some ? 'partly' : 'refused', keys: part };
}

/** Addresses of a prefix: its first and last, and one on each side of every edge of the configuration. */
function addressesOf(prefix: string, edges: Parameters<typeof samplesOf>[1]): readonly string[] {
  const range = readRange(prefix);
  if (range === undefined) throw new Error(`${prefix} is no prefix.`);
  const { family, first, last } = range;
  const samples = [...samplesOf(range, edges), { family, value: first }, { family, value: last }];
  return [...new Set(samples.map(textOf))];
}

/** An address as it is written, IPv6 in full. */
export function textOf({ family, value }: Address): string {
  return family === 4
    ? [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.')
    : (value.toString(16).padStart(32, '0').match(/.{4}/g) ?? []).join(':');
}
