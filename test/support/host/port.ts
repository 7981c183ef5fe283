import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Resolves to a port on 127.0.0.1 that nobody listens on: `wanted`, or one that the system picks for 0.
 * @throws when `wanted` is taken.
 */
export async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  server.listen(wanted, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(`Port ${wanted} on 127.0.0.1 cannot be used: is something listening there?`, { cause });
  }
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}
