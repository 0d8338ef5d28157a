import type { Missing, MissingKind } from './missing.ts';
import type { Fact, Requirement } from './requirements.ts';

/**
 * Keeps track of what a lab lacks for full redundancy. A changed fact costs a look at the few requirements that depend
 * on it. So the answer is cheap enough to ask for at every event, even in a lab with hundreds of tunnels.
 */
export class Redundancy {
  /** The place of each requirement in the order in which a lab comes up. */
  readonly #places: ReadonlyMap<Requirement, number>;
  readonly #dependents = new Map<string, Requirement[]>();
  /** The facts that hold. */
  readonly #held = new Map<string, { readonly fact: Fact; readonly value: string }>();
  readonly #unmet: Set<Requirement>;
  /** How many of the unmet requirements are about other things than packets. */
  #unbuilt: number;
  /** The unmet requirements in order; undefined after a change. */
  #missing: readonly Missing[] | undefined;

  constructor(requirements: readonly Requirement[]) {
    this.#places = new Map(requirements.map((requirement, place) => [requirement, place]));
    this.#unmet = new Set(requirements);
    this.#unbuilt = requirements.filter(isBuilding).length;
    for (const requirement of requirements) {
      for (const key of requirement.anyOf.map(keyOf)) {
        const others = this.#dependents.get(key);
        if (others) others.push(requirement);
        else this.#dependents.set(key, [requirement]);
      }
    }
  }

  /** @param value undefined: the fact no longer holds; only the values of routes matter */
  set(fact: Fact, value: string | undefined): void {
    const key = keyOf(fact);
    if (value === undefined) this.#held.delete(key);
    else this.#held.set(key, { fact, value });
    for (const requirement of this.#dependents.get(key) ?? []) this.#look(requirement);
  }

  has(fact: Fact): boolean {
    return this.#held.has(keyOf(fact));
  }

  /** Forgets all facts of these kinds about a node. */
  forget(node: string, kinds: readonly Fact['kind'][]): void {
    for (const { fact } of [...this.#held.values()]) {
      if (fact.node === node && kinds.includes(fact.kind)) this.set(fact, undefined);
    }
  }

  get isComplete(): boolean {
    return this.#unmet.size === 0;
  }

  /** Nothing is missing but packets in the tunnels. */
  get isBuilt(): boolean {
    return this.#unbuilt === 0;
  }

  /** In the order in which a lab comes up; the same array until something changes. */
  get missing(): readonly Missing[] {
    this.#missing ??= [...this.#unmet]
      .filter((requirement) => !this.#isImplied(requirement))
      .sort((one, other) => this.#placeOf(one) - this.#placeOf(other))
      .map(({ missing }) => missing);
    return this.#missing;
  }

  #placeOf(requirement: Requirement): number {
    return this.#places.get(requirement) ?? 0;
  }

  /** The part of {@link missing} of these kinds. */
  missingOf(...kinds: readonly MissingKind[]): Missing[] {
    return this.missing.filter(({ kind }) => kinds.includes(kind));
  }

  /** Whether something that is missing anyway makes it impossible. */
  #isImplied({ through = [] }: Requirement): boolean {
    return through.some((other) => this.#unmet.has(other));
  }

  #look(requirement: Requirement): void {
    const isMet = requirement.anyOf.some((fact) => {
      const held = this.#held.get(keyOf(fact));
      return held !== undefined && (requirement.values?.includes(held.value) ?? true);
    });
    if (isMet !== this.#unmet.has(requirement)) return;
    if (isMet) this.#unmet.delete(requirement);
    else this.#unmet.add(requirement);
    if (isBuilding(requirement)) this.#unbuilt += isMet ? -1 : 1;
    this.#missing = undefined;
  }
}

const isBuilding = ({ missing }: Requirement): boolean => missing.kind !== 'packets';

const keyOf = ({ kind, node, of }: Fact): string => `${kind} ${node} ${of}`;
