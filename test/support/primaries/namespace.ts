import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { TRANSFER_SOURCES } from '../../../src/primaries/cloudflareAddresses.ts';
import { runCommand } from '../host/command.ts';
import { onProcessEnd } from '../host/processEnd.ts';
import { hasProcessGroups, signalGroup } from '../host/processGroup.ts';

/** Says to a process that it is in a namespace of its own. */
const INSIDE = 'TEST_NETWORK_NAMESPACE';

/** Whether this process is in a network namespace of the tests' own. */
export function isInNamespace(): boolean {
  return process.env[INSIDE] === '1';
}

/**
 * Runs a script of Node's again in a network namespace of its own, whose loopback alone is there: nothing that is
 * sent in it can leave the machine. Resolves to the script's exit code.
 * @throws where the system has no namespaces
 */
export async function rerunInNamespace(script: string, args: readonly string[]): Promise<number> {
  if (process.platform !== 'linux') {
    throw new Error('These tests need a network namespace, which Linux alone has.');
  }
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const child = spawn('unshare', ['--net', ...asRoot, process.execPath, script, ...args], {
    env: { ...process.env, [INSIDE]: '1' },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: hasProcessGroups,
  });
  const release = onProcessEnd(() => signalGroup(child, 'SIGTERM'));
  try {
    const [code] = await once(child, 'exit');
    return typeof code === 'number' ? code : 1;
  } finally {
    release();
  }
}

/** Lets a client on this namespace's loopback send from each of Cloudflare's addresses, and from others. */
export async function haveCloudflareAddresses(others: readonly string[] = []): Promise<void> {
  await runCommand(['ip', 'link', 'set', 'lo', 'up']);
  writeFileSync('/proc/sys/net/ipv6/ip_nonlocal_bind', '1');
  for (const prefix of [...TRANSFER_SOURCES.map((source) => source.prefix), ...others]) {
    const family = prefix.includes(':') ? '-6' : '-4';
    await runCommand(['ip', family, 'route', 'add', 'local', prefix, 'dev', 'lo']);
  }
}
