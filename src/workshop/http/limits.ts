/** What the server gives to whom at most. */
export interface Limits {
  /** Requests a second of a seat. */
  readonly seatRequests: number;
  /** Requests a second from an address, with a seat or without: a room behind one address loads its pages at once. */
  readonly addressRequests: number;
  /** Joins of a room a second from an address. */
  readonly joins: number;
  /** Streams and terminals that a seat has open at the same time. */
  readonly streams: number;
  /** Bytes of a body. */
  readonly bodyBytes: number;
  /** Time for a whole request to arrive, headers and body (ms). */
  readonly requestMs: number;
  readonly connections: number;
  /** Of them from one address. A proxy on this machine speaks for all: the loopback interface has no limit of its own. */
  readonly addressConnections: number;
}

/** Twenty seats have a stream, a few terminals and up to six further connections each. */
export const usualLimits: Limits = {
  seatRequests: 20,
  addressRequests: 200,
  joins: 5,
  streams: 8,
  bodyBytes: 64 * 1024,
  requestMs: 10_000,
  connections: 600,
  addressConnections: 400,
};

/** At most so many things in any second, for each key. What was refused does not count. */
export class RateLimit {
  readonly #most: number;
  readonly #now: () => number;
  readonly #recent = new Map<string, number[]>();

  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#now = now;
  }

  admits(key: string): boolean {
    const now = this.#now();
    const recent = (this.#recent.get(key) ?? []).filter((at) => at > now - 1000);
    if (recent.length >= this.#most) return false;
    recent.push(now);
    this.#recent.set(key, recent);
    if (this.#recent.size > forgetAbove) this.#forget(now);
    return true;
  }

  /** Somebody with many addresses must not fill the memory. */
  #forget(now: number): void {
    for (const [key, recent] of this.#recent) {
      if ((recent.at(-1) ?? 0) <= now - 1000) this.#recent.delete(key);
    }
  }
}

const forgetAbove = 1000;

/** At most so many things at the same time, for each key. */
export class Places {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place; returns how to give it back, or undefined when all are taken. */
  take(key: string): (() => void) | undefined {
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= this.#most) return undefined;
    this.#taken.set(key, taken + 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const left = (this.#taken.get(key) ?? 1) - 1;
      if (left === 0) this.#taken.delete(key);
      else this.#taken.set(key, left);
    };
  }
}
