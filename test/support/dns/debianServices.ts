import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { onProcessEnd } from '../host/processEnd.ts';

/** What Debian's packages ask before they start a service (invoke-rc.d(8)); 101: it may not be started. */
const policyFile = '/usr/sbin/policy-rc.d';

/** Does `install` while no package may start a service. A policy that the system has already is left to rule. */
export async function withoutServices(install: () => Promise<void>): Promise<void> {
  if (existsSync(policyFile)) return install();
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const remove = (): void => rmSync(policyFile, { force: true });
  const release = onProcessEnd(remove);
  try {
    await install();
  } finally {
    release();
    remove();
  }
}
