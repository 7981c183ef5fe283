import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { check, dialectOf } from './checkFiles.ts';
import type { Doubt, DoubtKind } from './doubt.ts';
import { DIALECTS, type DialectName } from './evaluation.ts';
import { decodeText, isUtf16, MAX_FILE_BYTES } from './fileText.ts';
import { nodeFiles } from './nodeFiles.ts';
import { report, reportText } from './report.ts';

import { runAtOnce } from './steps.ts';

const USAGE = `npm run primaries -- FILE [--version V] [--at TIME] [--json] [--dialect NAME]

Says whether the primary whose configuration FILE is lets Cloudflare transfer its zones. It reads files only.

  --version  the server's version, such as 9.18.24: a default may depend on it
  --at       the time that it is said for, such as 2026-12-01; without it, now
  --json     as JSON
  --dialect  ${DIALECTS.join(', ')}; without it, by the file's content`;

interface Request {
  readonly file: string;
  readonly version: string | undefined;
  readonly at: number;
  readonly json: boolean;
  readonly dialect: DialectName | undefined;
}

/** Something that whoever runs the command can put right. Specified in test/unit/primaries. */
class WrongUse extends Error {}

function readArguments(): Request | 'help' {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      version: { type: 'string' },
      at: { type: 'string' },
      json: { type: 'boolean', default: false },
      dialect: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new WrongUse(`Name one file.\n\n${USAGE}`);
  const at = values.at === undefined ? Date.now() : Date.parse(values.at);
  if (Number.isNaN(at)) throw new WrongUse(`${values.at} is no time. Write one such as 2026-12-01.`);
  const dialect = DIALECTS.find((name) => name === values.dialect);
  if (values.dialect !== undefined && dialect === undefined) {
    throw new WrongUse(`There is no dialect ${values.dialect}, but ${DIALECTS.join(', ')}.`);
  }
  return { file, version: values.version, at, json: values.json, dialect };
}

async function answer({ file, version, at, json, dialect }: Request): Promise<string> {
  const { text, doubt } = await readRoot(file);
  const known = dialect ?? dialectOf(text);
  if (known === undefined) {
    throw new WrongUse(
      `${file} does not look like a configuration of ${DIALECTS.join(', ')}. Name it with --dialect.`,
    );
  }
  const isRead = doubt === undefined || (doubt.subject === UTF_16 && known === 'windows');
  const root = { file, text, version, whole: true, doubt: isRead ? undefined : doubt };
  const checked = await check(known, root, nodeFiles, async (steps) => runAtOnce(steps));
  const answers = report(checked, { now: at, locale: 'en' });
  return json ? JSON.stringify(answers, undefined, 2) : reportText(answers, at);
}

const UTF_16 = 'UTF-16';

/** Reads the root. What no server would read is read as far as it tells whose configuration it is. */
async function readRoot(file: string): Promise<{ readonly text: string; readonly doubt: Doubt | undefined }> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new WrongUse(
      `${file} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  const doubt = (kind: DoubtKind, subject: string): Doubt => ({ kind, subject, at: undefined });
  const read = decodeText(bytes);
  if (read.ok) return { text: read.text, doubt: isUtf16(bytes) ? doubt('not-text', UTF_16) : undefined };
  const start = new TextDecoder().decode(bytes.subarray(0, MAX_FILE_BYTES)).replaceAll('\0', '');
  return read.reason === 'too-large'
    ? { text: start.slice(0, 65_536), doubt: doubt('too-large', file) }
    : { text: start, doubt: doubt('not-text', file) };
}

try {
  const request = readArguments();
  process.stdout.write(`${request === 'help' ? USAGE : await answer(request)}\n`);
} catch (error) {
  if (!(error instanceof WrongUse || (error instanceof TypeError && 'code' in error))) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
