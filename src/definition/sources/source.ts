import type { Problem } from '../problems/problem.ts';
import type { Path } from './path.ts';
import type { Position } from './position.ts';

/**
 * Where a definition comes from. It is given as a lab file would have it, whatever it was written in; everything that
 * is said about it is said at the place where the person wrote it.
 */
export interface Source {
  /** How it is named in messages: the file, as whoever asked for it names it. */
  readonly name: string;
  /** The definition as written, as plain data. Undefined: the source could not be understood, and `problems` says why. */
  readonly value: unknown;
  /** What is wrong with the source itself, before anybody looks at what it says. */
  readonly problems: readonly Problem[];
  /**
   * Where something is written; the closest thing around it if it is not there.
   *
   * @param path in `value`
   * @param part the value, or the name of the property that has it
   */
  positionOf(path: Path, part: 'value' | 'name'): Position;
}
