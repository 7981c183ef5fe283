import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';

export interface ForgedServerOptions {
  readonly zone: string;
  /** What the server itself says of the zone. */
  readonly serial: number;
  /** How many forged datagrams come before each of its own. */
  readonly guesses: number;
  /** And before each tenth. */
  readonly flood: number;
  readonly seed: number;
}

/**
 * Starts a name server on 127.0.0.1, in a thread of its own. Before each of its answers, forged ones come from its very
 * address and port, under ids from 0 to 255 by chance.
 */
export async function startForgedServer(
  options: ForgedServerOptions,
): Promise<AsyncDisposable & { readonly server: ServerAddress }> {
  const thread = new Worker(path.join(import.meta.dirname, 'serverThread.ts'), { workerData: options });
  const [server] = await once(thread, 'message');
  return {
    server,
    async [Symbol.asyncDispose]() {
      await thread.terminate();
    },
  };
}
