/** What decides the order of cases. */
export interface Order<Case> {
  /** Cases with the same key can share a lab; undefined: the case needs one of its own. */
  readonly labOf: (one: Case) => object | undefined;
  /** About how long a case takes; only the proportions count. */
  readonly seconds: (one: Case) => number;
}

interface Group<Case> {
  /** Those that have not begun, the longest first. */
  readonly left: Case[];
  /** How many workers have a lab for them. */
  workers: number;
}

/**
 * Gives cases to workers, each of which has a lab up. A worker gets all cases of its lab, one after the other; then it goes
 * on with the lab whose cases take longest, of those that no other worker has. When only labs of others are left, it brings
 * up another one of the same kind: bringing it up takes less time than half a case.
 */
export class CaseQueue<Case> {
  readonly #groups = new Map<unknown, Group<Case>>();
  readonly #keyOf: (one: Case) => unknown;
  readonly #seconds: Order<Case>['seconds'];

  constructor(cases: readonly Case[], { labOf, seconds }: Order<Case>) {
    this.#keyOf = (one) => labOf(one) ?? one;
    this.#seconds = seconds;
    for (const one of cases.toSorted((a, b) => seconds(b) - seconds(a))) this.#groupOf(one).left.push(one);
  }

  /**
   * Takes the next case of a worker out of the queue.
   *
   * @param last its case before, undefined: it has none yet
   * @returns undefined: nothing is left for it
   */
  next(last: Case | undefined): Case | undefined {
    const following = last && this.#groupOf(last).left.shift();
    if (following) return following;
    if (last) this.leave(last);
    const [group] = [...this.#groups.values()]
      .filter(({ left }) => left.length > 0)
      .toSorted((a, b) => a.workers - b.workers || this.#duration(b) - this.#duration(a));
    if (!group) return undefined;
    group.workers += 1;
    return group.left.shift();
  }

  /** A worker ends after this case. What is left for its lab goes to another one. */
  leave(last: Case): void {
    this.#groupOf(last).workers -= 1;
  }

  /** Whether another case is left for the lab of this one. */
  hasMore(one: Case): boolean {
    return this.#groupOf(one).left.length > 0;
  }

  #duration({ left }: Group<Case>): number {
    return left.reduce((sum, one) => sum + this.#seconds(one), 0);
  }

  #groupOf(one: Case): Group<Case> {
    const key = this.#keyOf(one);
    const group = this.#groups.get(key) ?? { left: [], workers: 0 };
    this.#groups.set(key, group);
    return group;
  }
}
