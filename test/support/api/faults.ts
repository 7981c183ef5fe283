import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { type Answer, htmlPage } from './answer.ts';
import { send } from './send.ts';

/** How an answer goes wrong. "The honest answer" is the one that would have been sent. */
export type Misbehaviour =
  /** An answer of the test's own. */
  | ({ readonly kind: 'status' } & Pick<Answer, 'status'> & Partial<Answer>)
  /** The honest answer with headers added; a list sends its header more than once. */
  | { readonly kind: 'headers'; readonly headers: Answer['headers'] }
  /** The honest envelope, changed: a count of pages that grows, a page that repeats, `success: false`. */
  | { readonly kind: 'rewrite'; readonly rewrite: (envelope: Record<string, unknown>) => unknown }
  /** The honest answer after a 103. */
  | { readonly kind: 'early-hints' }
  /** The honest answer, once the gate opens. */
  | { readonly kind: 'delay'; readonly gate: Promise<unknown> }
  /** HTTP 200 with a page, as a captive portal does. */
  | { readonly kind: 'html' }
  /** Text that calls itself JSON. */
  | { readonly kind: 'not-json' }
  /** Half of the honest body, as if that were all. */
  | { readonly kind: 'truncate' }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'reset-before' }
  /** Half of the honest body, then a reset. */
  | { readonly kind: 'reset-amid' }
  /** No answer, ever. */
  | { readonly kind: 'stall' }
  /** The honest body, a byte each so many milliseconds. */
  | { readonly kind: 'trickle'; readonly every: number }
  /** An envelope of so many bytes. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** The same, compressed to a thousandth. */
  | { readonly kind: 'gzip-bomb'; readonly bytes: number };

export type Fault = Misbehaviour & {
  /** Tried on the path below the base URL, query included. */
  readonly path: RegExp;
  /** How many answers go wrong; all of them unless told. */
  readonly times?: number;
};

/** The faults that a test ordered. The first that fits a request serves it. */
export class Faults {
  #ordered: { readonly fault: Fault; left: number }[] = [];

  /** @returns takes the order back */
  add(fault: Fault): () => void {
    const order = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#ordered.push(order);
    return () => {
      this.#ordered = this.#ordered.filter((other) => other !== order);
    };
  }

  clear(): void {
    this.#ordered = [];
  }

  /** The fault for a request, counted as used. */
  take(target: string): Fault | undefined {
    const order = this.#ordered.find(({ fault, left }) => left > 0 && target.search(fault.path) >= 0);
    if (order) {
      order.left -= 1;
    }
    return order?.fault;
  }
}

/** Answers wrongly. Settles when no more will be sent, also when the client went away. */
export async function misbehave(
  fault: Misbehaviour,
  honest: Answer,
  response: ServerResponse,
): Promise<void> {
  switch (fault.kind) {
    case 'status':
      return send({ headers: {}, body: '', ...fault }, response);
    case 'headers':
      return send({ ...honest, headers: { ...honest.headers, ...fault.headers } }, response);
    case 'rewrite':
      return send({ ...honest, body: JSON.stringify(fault.rewrite(JSON.parse(honest.body))) }, response);
    case 'early-hints':
      response.writeEarlyHints({ link: '</client/v4>; rel=preconnect' });
      return send(honest, response);
    case 'delay':
      await fault.gate;
      return send(honest, response);
    case 'html':
      return send(htmlPage(200, 'Sign in to the network'), response);
    case 'not-json':
      return send({ ...honest, body: 'upstream connect error' }, response);
    case 'truncate':
      return send({ ...honest, body: firstHalf(honest.body) }, response);
    case 'redirect':
      return send({ status: 302, headers: { location: fault.location }, body: '' }, response);
    case 'reset-before':
      response.socket?.resetAndDestroy();
      return;
    case 'reset-amid':
      response.writeHead(honest.status, {
        ...honest.headers,
        'content-length': Buffer.byteLength(honest.body),
      });
      response.write(firstHalf(honest.body), () => response.socket?.resetAndDestroy());
      return;
    case 'stall':
      return;
    case 'trickle':
      return trickle(fault.every, honest, response);
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json' });
      return untilGone(pipeline(Readable.from(envelopeOf(fault.bytes)), response));
    case 'gzip-bomb':
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      return untilGone(pipeline(Readable.from(envelopeOf(fault.bytes)), createGzip(), response));
  }
}

function firstHalf(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}

async function trickle(
  every: number,
  { status, headers, body }: Answer,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.writeHead(status, headers);
  for (const byte of Buffer.from(body)) {
    response.write(Uint8Array.of(byte));
    await untilGone(sleep(every, undefined, { signal: gone.signal }));
    if (gone.signal.aborted) {
      return;
    }
  }
  response.end();
}

/** A client that hangs up ends a fault early: that is what the fault is there to bring about. */
function untilGone(sending: Promise<void>): Promise<void> {
  return sending.catch(() => undefined);
}

/** An envelope of a given size, in pieces: it is never held whole. */
function* envelopeOf(bytes: number): Generator<string> {
  const head = '{"success":true,"errors":[],"messages":[],"result":"';
  const tail = '"}';
  const piece = 'x'.repeat(65_536);
  yield head;
  for (let left = bytes - head.length - tail.length; left > 0; left -= piece.length) {
    yield left < piece.length ? piece.slice(0, left) : piece;
  }
  yield tail;
}
