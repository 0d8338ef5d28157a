import type { Problem } from '../problems/problem.ts';
import type { Path } from './path.ts';
import type { Position } from './position.ts';

/**
 * The source of a definition. Its value has the form of a lab file, whatever format it was written in. Problems are
 * reported at the place where the person wrote the value.
 */
export interface Source {
  /** Its name in messages: the file, as in the command line. */
  readonly name: string;
  /** The definition as written, as plain data. Undefined: the source is unreadable, and `problems` says why. */
  readonly value: unknown;
  /** Problems of the source itself, such as its syntax. */
  readonly problems: readonly Problem[];
  /**
   * The position of a value or a name; if it is not written, that of the closest thing around it.
   *
   * @param path in `value`
   * @param part the value, or the name of the property that has it
   */
  positionOf(path: Path, part: 'value' | 'name'): Position;
}
