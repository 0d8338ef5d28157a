import type { Definition } from '../definition.ts';
import type { KnownFault } from '../known-fault.ts';
import type { Severity } from '../problems/problem.ts';
import type { Path } from '../sources/path.ts';

/** A rule that a definition as a whole must (error) or should (warning) follow. */
export interface Rule {
  /** Azure's own error code if it is known; otherwise our own name, in kebab-case. */
  readonly name: string;
  /** An error refuses the definition, a warning explains a consequence. */
  readonly severity: Severity;
  /** Where the rule comes from: a document, or a reason. */
  readonly source: string;
  /**
   * Finds everything that breaks the rule. Malformed names, addresses and prefixes were reported earlier and are empty
   * in the definition, so rules skip them. Few rules look at the faults that a definition may name.
   */
  readonly check: (definition: Definition, faults: readonly KnownFault[]) => Iterable<Breach>;
}

export interface Breach {
  /** The place in the definition where the breach is reported. */
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
