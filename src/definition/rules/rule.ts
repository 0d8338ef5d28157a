import type { Definition } from '../definition.ts';
import type { KnownFault } from '../known-fault.ts';
import type { Severity } from '../problems/problem.ts';
import type { Path } from '../sources/path.ts';

/** Something that a definition as a whole must (error) or should (warning) fulfil. */
export interface Rule {
  /** Azure's own error code where one is known, in kebab-case where not: those are ours. */
  readonly name: string;
  /** An error refuses the definition, a warning explains a consequence. */
  readonly severity: Severity;
  /** Where the rule comes from: a document, or a reason. */
  readonly source: string;
  /**
   * Finds everything that breaks the rule. Malformed names, addresses and prefixes are reported earlier and are empty
   * in the definition: rules skip them. Few rules look at the faults that a definition may name.
   */
  readonly check: (definition: Definition, faults: readonly KnownFault[]) => Iterable<Breach>;
}

export interface Breach {
  /** The place in the definition that the breach is shown at. */
  readonly path: Path;
  /** Other places that the breach depends on: if one of them could not be read, the breach is not reported. */
  readonly basis?: readonly Path[];
  readonly message: string;
  readonly advice: string;
}

/** A breach with the rule that it breaks. */
export interface Finding extends Breach {
  readonly rule: string;
  readonly severity: Severity;
}
