import path from 'node:path';
import { type Checked, check } from '../../../src/primaries/checkFiles.ts';
import type { Addition, Mention } from '../../../src/primaries/evaluation.ts';
import { runAtOnce } from '../../../src/primaries/steps.ts';
import type { Place, Trial } from './agreement.ts';
import { memoryFiles, withAdded } from './checked.ts';

/** Where a trial's files lie while they are edited. */
const DESK: Place = { folder: '/desk', port: 65_535 };

/** A way to add addresses. */
export interface Offer {
  readonly role: Mention['role'];
  readonly addition: Addition;
  /** Whether it is for a zone, which then allows what was added, and not beside an address that may be refused. */
  readonly isForZone: boolean;
}

/** The ways to add addresses that a check of a trial offers: for each zone, and beside each address. */
export function offersOf({ evaluation }: Checked): readonly Offer[] {
  return [
    ...evaluation.zones.flatMap(({ transfer, notify }) => [
      { role: 'transfer' as const, addition: transfer.addition, isForZone: true },
      { role: 'notify' as const, addition: notify.addition, isForZone: true },
    ]),
    ...evaluation.mentions.map(({ role, beside }) => ({ role, addition: beside, isForZone: false })),
  ].flatMap(({ addition, ...rest }) => (addition ? [{ ...rest, addition }] : []));
}

/** A trial whose files are as they are after an addition. */
export function withAddition(trial: Trial, addition: Addition, prefixes: readonly string[]): Trial {
  const files = filesOnDesk(trial);
  const edited = { ...files, [addition.file]: withAdded(files[addition.file] ?? '', addition, prefixes) };
  return {
    ...trial,
    files: ({ folder, port }) =>
      Object.fromEntries(
        Object.entries(edited).map(([file, text]) => [
          path.posix.relative(DESK.folder, file),
          text.replaceAll(DESK.folder, folder).replaceAll(String(DESK.port), String(port)),
        ]),
      ),
  };
}

/** Checks a trial without a server. */
export function checkedTrial(trial: Trial): Promise<Checked> {
  return checkOnDesk(trial, filesOnDesk(trial));
}

function filesOnDesk(trial: Trial): Readonly<Record<string, string>> {
  const files = Object.entries(trial.files(DESK));
  return Object.fromEntries(files.map(([name, text]) => [path.posix.join(DESK.folder, name), text]));
}

function checkOnDesk({ root }: Trial, files: Readonly<Record<string, string>>): Promise<Checked> {
  const file = path.posix.join(DESK.folder, root);
  const about = { file, text: files[file] ?? '', version: '4.7.3', whole: true };
  return check('pdns', about, memoryFiles(files), async (steps) => runAtOnce(steps));
}
