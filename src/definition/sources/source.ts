import type { Problem } from '../problems/problem.ts';
import type { Path } from './path.ts';
import type { Position } from './position.ts';

/**
 * Where a definition comes from. Its value has the form of a lab file, whatever format it was written in. Problems are
 * reported at the place where the person wrote the value.
 */
export interface Source {
  /** How messages name it: the file, as in the command line. */
  readonly name: string;
  /** The definition as written, as plain data. Undefined: the source could not be understood, and `problems` says why. */
  readonly value: unknown;
  /** What is wrong with the source itself, such as its syntax. */
  readonly problems: readonly Problem[];
  /**
   * Where something is written; the closest thing around it if it is not there.
   *
   * @param path in `value`
   * @param part the value, or the name of the property that has it
   */
  positionOf(path: Path, part: 'value' | 'name'): Position;
}
