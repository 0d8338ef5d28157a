import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { type Environment, thisEnvironment, variable } from './environment.ts';

/** How long the engine may take to answer, in milliseconds, by what is asked of it. */
export interface TimeLimits {
  readonly question: number;
  readonly change: number;
  readonly transfer: number;
}

/** Seconds for a question, and the variable that says otherwise. */
const usualSeconds = 30;
const variableName = 'SWITCHOVER_ENGINE_TIMEOUT';

/**
 * Generous: they are there so that nothing hangs for ever when an engine or the way to it dies, not to notice
 * slowness. A loaded two-core machine was seen to need 4 s for a start; ten starts at once in an emulated guest, on
 * such a machine with a load of 25, more than 120 s. Changes may take 5 times, and transfers 20 times as long as a
 * question.
 *
 * @throws SwitchoverError (environment) when SWITCHOVER_ENGINE_TIMEOUT is no number of seconds from 1 to 3600
 */
export function timeLimits(environment: Environment = thisEnvironment()): TimeLimits {
  const said = variable(environment, variableName);
  const seconds = said === undefined ? usualSeconds : Number(said);
  if (!(seconds >= 1 && seconds <= 3600)) {
    throw new SwitchoverError(
      'environment',
      `${variableName} is "${said}", and should be the seconds that the engine may take for an answer, 1 to 3600.`,
    );
  }
  const question = seconds * 1000;
  return { question, change: 5 * question, transfer: 20 * question };
}
