import { canInstallPackages, installPackages } from '../host/debian.ts';
import { withoutServices } from './debianServices.ts';
import { findProgram } from './programs.ts';

/** What the lab runs, and the Debian package that brings it. */
const programs = { knotd: 'knot', knotc: 'knot', nsd: 'nsd', 'nsd-control': 'nsd' };

let ensuring: Promise<void> | undefined;

/**
 * Sees to it that the lab's name servers are there: as root on Debian by installing them, without starting
 * Debian's services.
 * @throws elsewhere, saying what to install.
 */
export function ensureNameServers(): Promise<void> {
  ensuring ??= ensure();
  return ensuring;
}

async function ensure(): Promise<void> {
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (!(await canInstallPackages())) {
    throw new Error(
      `Please install ${missing.join(' and ')} for real name servers (Debian: apt-get install ${missing.join(' ')}).`,
    );
  }
  await withoutServices(() => installPackages(missing));
}

function missingPackages(): string[] {
  const missing = Object.entries(programs).filter(([name]) => findProgram(name) === undefined);
  return [...new Set(missing.map(([, name]) => name))];
}
