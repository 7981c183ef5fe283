const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
const parentCheckMs = 500;
const cleanups = new Set<() => void>();

function runCleanups(): void {
  for (const cleanup of [...cleanups].reverse()) {
    cleanups.delete(cleanup);
    try {
      cleanup();
    } catch (error) {
      console.error(error);
    }
  }
}

/** npm passes a signal to its shell, and the shell not to us: the end of the parent is the only sign of it. */
function endWithParent(): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) process.exit(128 + signals.SIGTERM);
  }, parentCheckMs);
  watch.unref();
}

function listen(): void {
  endWithParent();
  process.on('exit', runCleanups);
  for (const [name, number] of Object.entries(signals)) process.on(name, () => process.exit(128 + number));
}

/**
 * Calls `cleanup` when this process ends, by itself, by an uncaught error, by SIGINT, SIGTERM or
 * SIGHUP, or because its parent has ended.
 * Nothing asynchronous runs at that point. The returned function takes the cleanup back.
 */
export function onProcessEnd(cleanup: () => void): () => void {
  if (cleanups.size === 0 && !process.listeners('exit').includes(runCleanups)) listen();
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}
