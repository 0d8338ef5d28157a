import { exitCodes } from '../base/errors/exit-codes.ts';
import { tell } from './print.ts';

/**
 * Says what could not be saved, after the figures were printed.
 *
 * @param problem undefined: everything was saved
 * @returns the exit code, which goes before that of the figures; undefined when there is no problem
 */
export function toldNotSaved(problem: string | undefined): number | undefined {
  if (problem === undefined) return undefined;
  tell(`${problem}\nNot everything of this could be saved: keep the figures above.`);
  return exitCodes.environment.code;
}
