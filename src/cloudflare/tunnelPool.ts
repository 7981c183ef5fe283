import { type Dispatcher, Pool } from 'undici';
import { codeOf } from './transport.ts';

/** The proxy made no tunnel. `code` is `PROXY_` and its HTTP status, or the code of what failed on the way to it. */
export class ProxyError extends Error {
  readonly code: string;

  constructor(reason: string, cause?: unknown) {
    super(`The proxy made no tunnel (${reason})`, { cause });
    this.name = 'ProxyError';
    this.code = `PROXY_${reason}`;
  }
}

/** The connections to a proxy. What fails there is told apart from what fails at the API behind it. */
export class TunnelPool extends Pool {
  override async connect(options: Parameters<Pool['connect']>[0]): Promise<Dispatcher.ConnectData> {
    const answer = await super.connect(options).catch((error: unknown) => {
      throw new ProxyError(codeOf(error) ?? 'UNKNOWN', error);
    });
    if (answer.statusCode !== 200) {
      answer.socket.on('error', () => undefined).destroy();
      throw new ProxyError(String(answer.statusCode));
    }
    return answer;
  }
}
