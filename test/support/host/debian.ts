import { answersVersion, runCommand } from './command.ts';
import { longStep } from './longStep.ts';

/** Whether this process may install packages: root on a system with apt-get. */
export async function canInstallPackages(): Promise<boolean> {
  return process.getuid?.() === 0 && (await answersVersion('apt-get'));
}

/** Installs Debian packages; only where `canInstallPackages`. */
export async function installPackages(packages: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await longStep(`Installing ${packages.join(', ')} with apt-get`, async () => {
    await runCommand(['apt-get', 'update', '-qq'], { env });
    await runCommand(['apt-get', 'install', '-qq', '-y', '--no-install-recommends', ...packages], { env });
  });
}
