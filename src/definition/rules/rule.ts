import type { Definition } from '../definition.ts';
import type { KnownFault } from '../known-fault.ts';
import type { Severity } from '../problems/problem.ts';
import type { Path } from '../sources/path.ts';

/** Something that a definition must, or should, fulfil, beyond the form of its single pieces. */
export interface Rule {
  /** Azure's own error code where one is known, in kebab-case where not: those are ours. */
  readonly name: string;
  /** An error refuses the definition, a warning explains a consequence. */
  readonly severity: Severity;
  /** Where the rule comes from: a document, or a reason. */
  readonly source: string;
  /**
   * What breaks the rule. A name, address or prefix that is not proper was reported already and is empty in the
   * definition: a rule passes over it. Few rules look at the faults that a definition may name.
   */
  readonly check: (definition: Definition, faults: readonly KnownFault[]) => Iterable<Breach>;
}

export interface Breach {
  /** The place in the definition that the breach is shown at. */
  readonly path: Path;
  /** The other places that it follows from: if one of them is not known, nothing is said. */
  readonly basis?: readonly Path[];
  readonly message: string;
  readonly advice: string;
}

/** A breach, and of what. */
export interface Finding extends Breach {
  readonly rule: string;
  readonly severity: Severity;
}
