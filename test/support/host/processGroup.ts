import type { ChildProcess } from 'node:child_process';

/** Whether children can lead a process group of their own, which ends with everything that they started. */
export const hasProcessGroups = process.platform !== 'win32';

/** Sends `signal` to a child and, where it was spawned `detached: hasProcessGroups`, to all of its group. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (!hasProcessGroups) {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
