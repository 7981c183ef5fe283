import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');

/** Bytes of the heap that are in use once all that nobody holds is collected. */
export async function heapInUse(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await setImmediate();
    if (typeof collectGarbage === 'function') {
      collectGarbage();
    }
  }
  return process.memoryUsage().heapUsed;
}

/** How many of each kind of resource keep this process going, such as `Timeout` and `TCPSocketWrap`. */
export function resources(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Gathers the process's warnings, such as that of an emitter with too many listeners, until it is disposed of. */
export class Warnings implements Disposable {
  readonly names: string[] = [];
  readonly #note = ({ name }: Error): void => void this.names.push(name);

  constructor() {
    process.on('warning', this.#note);
  }

  [Symbol.dispose](): void {
    process.off('warning', this.#note);
  }
}
