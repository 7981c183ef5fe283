import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

/** A transport that can be closed once the last request under way has ended. */
export class RetirableTransport implements Transport {
  readonly #transport: Transport;
  readonly #retired = Promise.withResolvers<void>();
  #underWay = 0;
  #isRetired = false;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async send(request: TransportRequest): Promise<TransportAnswer> {
    this.#underWay += 1;
    try {
      return await this.#transport.send(request);
    } finally {
      this.#underWay -= 1;
      this.#closeWhenDone();
    }
  }

  /** Closes when nothing is under way any more; resolves then. No further request may be sent. */
  async retire(): Promise<void> {
    this.#isRetired = true;
    this.#closeWhenDone();
    await this.#retired.promise;
    await this.close();
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #closeWhenDone(): void {
    if (this.#isRetired && this.#underWay === 0) {
      this.#retired.resolve();
    }
  }
}
