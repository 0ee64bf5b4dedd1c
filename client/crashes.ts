/** How often a server may end by itself within this time before it is left alone, so that a defect does not burn the machine. */
const most = 4;
const within = 3 * 60 * 1000;

/** Counts how often the server ended by itself, and says when to give up. */
export class Crashes {
  readonly #times: number[] = [];

  /** Notes that the server ended at a time in milliseconds. Returns whether to start it once more. */
  mayRestart(now: number): boolean {
    this.#times.push(now);
    while (now - this.#times[0]! > within) this.#times.shift();
    return this.#times.length <= most;
  }

  /** Forgets all of it: somebody has asked for a new start. */
  forget(): void {
    this.#times.length = 0;
  }
}
