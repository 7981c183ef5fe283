import type { Transport, TransportAnswer, TransportRequest } from '../../../src/cloudflare/transport.ts';
import { answerTo } from '../api/router.ts';
import type { World } from '../api/world.ts';
import { mutated } from './mutate.ts';
import type { Random } from './random.ts';

/** An API without a network whose answers all go wrong, each in a way of its own. */
export class MutatingApi implements Transport {
  readonly #world: World;
  readonly #random: Random;
  readonly #honest = new Map<string, TransportAnswer>();
  answers = 0;
  /** The last answer that was sent, for the message of a test that fails. */
  last: TransportAnswer | undefined;

  constructor(world: World, random: Random) {
    this.#world = world;
    this.#random = random;
  }

  async send(request: TransportRequest): Promise<TransportAnswer> {
    this.answers++;
    this.last = mutated(this.#answer(request), this.#random);
    return this.last;
  }

  async close(): Promise<void> {}

  #answer({ method, path, headers }: TransportRequest): TransportAnswer {
    const known = this.#honest.get(path);
    if (known) {
      return known;
    }
    const { pathname, searchParams: query } = new URL(path, 'http://127.0.0.1');
    const answer = answerTo({ method, path: pathname, query, headers, body: '' }, this.#world);
    const ray = { 'cf-ray': '230b030023ae2822-SJC', ratelimit: '"default";r=1199;t=300' };
    const honest = { ...answer, headers: { ...answer.headers, ...ray } };
    this.#honest.set(path, honest);
    return honest;
  }
}
