import { canInstallPackages, installPackages } from '../host/debian.ts';
import { withoutServices } from './debianServices.ts';
import { findProgram } from './programs.ts';

/** What the lab runs, and the Debian package that brings it. */
const labPrograms = { knotd: 'knot', knotc: 'knot', nsd: 'nsd', 'nsd-control': 'nsd' };

let ensuring: Promise<void> | undefined;

/** As `ensurePrograms`, for the lab's name servers. */
export function ensureNameServers(): Promise<void> {
  ensuring ??= ensurePrograms(labPrograms);
  return ensuring;
}

/**
 * Sees to it that programs are there: as root on Debian by installing them, without starting Debian's services.
 * @param programs the Debian package that brings each
 * @throws elsewhere, saying what to install.
 */
export async function ensurePrograms(programs: Readonly<Record<string, string>>): Promise<void> {
  const missing = missingPackages(programs);
  if (missing.length === 0) return;
  if (!(await canInstallPackages())) {
    throw new Error(
      `Please install ${missing.join(' and ')} for real name servers (Debian: apt-get install ${missing.join(' ')}).`,
    );
  }
  await withoutServices(() => installPackages(missing));
}

function missingPackages(programs: Readonly<Record<string, string>>): string[] {
  const missing = Object.entries(programs).filter(([name]) => findProgram(name) === undefined);
  return [...new Set(missing.map(([, name]) => name))];
}
