import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { ServerAddress } from '../../../src/dns/serverAddress.ts';

/** Finds a port at a loopback address that is free over TCP and UDP. */
export async function freeServer(address = '127.0.0.1'): Promise<ServerAddress> {
  for (;;) {
    const port = await freeTcpPort(address);
    if (await isFreeOverUdp(address, port)) return { address, port };
  }
}

async function freeTcpPort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

async function isFreeOverUdp(address: string, port: number): Promise<boolean> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.bind(port, address);
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
