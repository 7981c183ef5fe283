import { createServer, type Socket } from 'node:net';
import { type Api, startApi } from '../api/server.ts';
import { until } from '../dns/until.ts';
import { NO_PROXIES, type Variables } from '../host/variables.ts';
import type { Identity } from '../net/certificate.ts';
import { type ConnectProxy, startConnectProxy } from '../net/connectProxy.ts';
import { closedPort, connectionsOf, listen, stop } from '../net/listening.ts';
import { startTlsFront, type TlsFront } from '../net/tlsFront.ts';
import { canaryWorld } from '../secrets/canary.ts';
import type { Plan } from './network.ts';
import type { Places, Way } from './ways.ts';
import type { Weakening } from './weakenings.ts';

/** The API, and before it one who speaks TLS: by the certificate it is the API itself, or a man in the middle. */
export class Stage implements AsyncDisposable {
  readonly front: TlsFront;
  readonly accountId: string;
  readonly #proxy: ConnectProxy;
  readonly #places: Places;
  readonly #opened: AsyncDisposableStack;

  private constructor(
    api: Api,
    front: TlsFront,
    proxy: ConnectProxy,
    places: Places,
    opened: AsyncDisposableStack,
  ) {
    const [account] = api.world.accounts;
    this.accountId = account?.id ?? '';
    this.front = front;
    this.#proxy = proxy;
    this.#places = places;
    this.#opened = opened;
  }

  static async open(identity: Identity): Promise<Stage> {
    const opened = new AsyncDisposableStack();
    const keep = <T extends { close(): Promise<unknown> }>(started: T): T =>
      opened.adopt(started, async (closable) => void (await closable.close()));
    const api = keep(await startApi(canaryWorld(Date.now())));
    const front = keep(await startTlsFront(identity, Number(new URL(api.origin).port)));
    const proxy = keep(await startConnectProxy({ target: front.port }));
    const resetting = keep(await startResetting()).port;
    const places = { port: front.port, proxy: proxy.url, refusing: await closedPort(), resetting };
    return new Stage(api, front, proxy, places, opened);
  }

  /** How the API is asked on a way. @param authority the only one that is trusted, PEM */
  plan(way: Way, { settings }: Weakening, authority: string): Plan {
    return {
      origin: way.origin(this.#places),
      settings: { ...way.settings?.(this.#places), ...settings },
      fetchProxy: this.#proxy.url,
      authority,
    };
  }

  /** The environment in which it is asked. */
  variables(way: Way, { variables }: Weakening): Variables {
    return { ...NO_PROXIES, ...way.variables?.(this.#places), ...variables };
  }

  /** What has arrived after all handshakes, once every connection is closed. */
  async heard(): Promise<string> {
    await until(
      'the end of all connections',
      () => this.front.open,
      (open) => open === 0,
    );
    return this.front.heard;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync();
  }
}

/** A server that resets each connection as soon as something comes. */
async function startResetting(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = connectionsOf<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('data', () => socket.resetAndDestroy());
  });
  const port = await listen(server);
  return { port, close: () => stop(server, sockets.open) };
}
