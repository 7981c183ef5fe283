import { type AddressInfo, createServer, type Server } from 'node:net';

/** Listens on a free port of 127.0.0.1; gives the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** A port of 127.0.0.1 where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await stop(server, []);
  return port;
}

/** Stops listening and drops the given connections. */
export async function stop(server: Server, connections: Iterable<{ destroy(): unknown }>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  for (const connection of connections) {
    connection.destroy();
  }
  await closed;
}

/** Keeps the set of a server's open connections. */
export function connectionsOf<T extends { once(event: 'close', listener: () => void): unknown }>(): {
  readonly open: ReadonlySet<T>;
  add(connection: T): void;
} {
  const open = new Set<T>();
  return {
    open,
    add(connection) {
      open.add(connection);
      connection.once('close', () => open.delete(connection));
    },
  };
}
