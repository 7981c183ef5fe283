/**
 * How fast one server may be asked. As long as it answers everything, there is no limit but that of questions
 * under way. When it drops one, which a rate limit does, the pace falls to a gentle rate; each answer since then
 * makes it one question a second faster. Times are milliseconds of one clock.
 */
export class Pace {
  readonly #gentleRate: number;
  #rate = Number.POSITIVE_INFINITY;
  #next = Number.NEGATIVE_INFINITY;

  /** @param gentleRate questions a second */
  constructor(gentleRate: number) {
    this.#gentleRate = gentleRate;
  }

  /** Takes the next turn. @returns milliseconds to wait for it */
  turn(now: number): number {
    const at = Math.max(now, this.#next);
    this.#next = at + 1000 / this.#rate;
    return at - now;
  }

  answered(): void {
    this.#rate += 1;
  }

  dropped(now: number): void {
    this.#rate = this.#gentleRate;
    this.#next = Math.max(this.#next, now + 1000 / this.#rate);
  }
}
