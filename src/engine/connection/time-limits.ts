import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { type Environment, thisEnvironment, variable } from './environment.ts';

/** How long the engine may take to answer, in milliseconds, by the kind of request. */
export interface TimeLimits {
  readonly question: number;
  readonly change: number;
  readonly transfer: number;
}

/** Seconds for a question, unless the variable says otherwise. */
const usualSeconds = 30;
export const variableName = 'SWITCHOVER_ENGINE_TIMEOUT';

/**
 * Generous limits: they end a wait for an engine that is dead or out of reach, and are not meant to notice a slow one. A
 * loaded two-core machine needed 4 s to start a container; ten starts at once in an emulated guest, on such a machine
 * with a load of 25, took more than 120 s. Changes may take 5 times, and transfers 20 times as long as a question.
 *
 * @throws SwitchoverError (wrong-input) when SWITCHOVER_ENGINE_TIMEOUT is not a whole number of seconds from 1 to 3600
 */
export function timeLimits(environment: Environment = thisEnvironment()): TimeLimits {
  const said = variable(environment, variableName);
  const seconds = said === undefined ? usualSeconds : Number(said);
  if (!(/^\d+$/.test(said ?? '0') && seconds >= 1 && seconds <= 3600)) {
    throw new SwitchoverError(
      'wrong-input',
      `${variableName} is "${said}". It has to be a whole number of seconds that the engine may take to answer, from 1 to 3600.`,
    );
  }
  const question = seconds * 1000;
  return { question, change: 5 * question, transfer: 20 * question };
}
