import type { Missing, MissingKind } from './missing.ts';
import type { Fact, Requirement } from './requirements.ts';

/**
 * Keeps track of what a lab lacks for full redundancy. A changed fact costs a look at the few requirements that depend
 * on it. So the answer is cheap enough to ask for at every event, even in a lab with hundreds of tunnels.
 */
export class Redundancy {
  readonly #requirements: readonly Requirement[];
  readonly #dependents = new Map<string, Requirement[]>();
  /** The facts that hold. */
  readonly #held = new Map<string, { readonly fact: Fact; readonly value: string }>();
  readonly #unmet: Set<Requirement>;
  /** The unmet requirements in order; undefined after a change. */
  #missing: readonly Missing[] | undefined;

  constructor(requirements: readonly Requirement[]) {
    this.#requirements = requirements;
    this.#unmet = new Set(requirements);
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

  /** In the order in which a lab comes up; the same array until something changes. */
  get missing(): readonly Missing[] {
    this.#missing ??= this.#requirements
      .filter((requirement) => this.#unmet.has(requirement) && !this.#isImplied(requirement))
      .map(({ missing }) => missing);
    return this.#missing;
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
    this.#missing = undefined;
  }
}

const keyOf = ({ kind, node, of }: Fact): string => `${kind} ${node} ${of}`;
