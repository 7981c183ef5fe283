import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** Sends an answer whole; does nothing when the client went away. */
export function send({ status, headers, body }: Answer, response: ServerResponse): void {
  if (!response.destroyed) {
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
  }
}
