import { tell } from '../cli/print.ts';
import { step } from '../cli/tasks.ts';
import type { FaultParameters } from '../definition/fault-parameters.ts';
import { type EndedTrial, runTrial, type TrialSettings, type TrialStep } from '../experiment/trial.ts';
import { settingOf } from '../lab/faults/setting-of.ts';
import type { Lab } from '../lab/lab.ts';
import { requestsFor } from './chosen-fault.ts';
import type { AnalysableTrial } from './folder/run-folder.ts';
import { observedIn } from './observed-in.ts';

export interface TrialSeries extends Omit<TrialSettings, 'request' | 'onStep'> {
  /** Undefined: what the fault usually happens to, at the time of each round. */
  readonly target: string | undefined;
  readonly with: FaultParameters;
  /** How often each target is broken. */
  readonly rounds: number;
  /** Told of each trial as soon as it is over, with its number from 1. */
  readonly onEnd: (trial: AnalysableTrial, number: number) => Promise<void>;
}

/**
 * Breaks one target after the other, as often as asked for, each in a lab that is whole again. Targets take turns, so
 * that what changes with time does not look like a difference between them. A lab that does not become whole ends the
 * series.
 */
export async function runTrials(lab: Lab, series: TrialSeries): Promise<AnalysableTrial[]> {
  const { fault, rounds, onEnd } = series;
  const trials: AnalysableTrial[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (const request of requestsFor(fault, series, settingOf(lab))) {
      const { target } = request;
      const last = trials.at(-1);
      if (last && !isWhole(last)) {
        tell(
          `Redundancy was not restored, so ${fault.name} of ${target} was not tried, nor any further one.`,
        );
        return trials;
      }
      const trial = await watchTrial(lab, { ...series, request });
      if (trial.repairFailure) tell(`${target} was not repaired: ${trial.repairFailure.message}`);
      const observed = observedIn(lab, trial);
      trials.push(observed);
      await onEnd(observed, trials.length);
    }
  }
  return trials;
}

const isWhole = ({ observations }: AnalysableTrial): boolean => observations.redundancyRestored !== undefined;

/** Runs a trial with a progress line for each of its parts. */
function watchTrial(
  lab: Lab,
  { fault, request, traffic, tcp, signal }: Omit<TrialSettings, 'onStep'>,
): Promise<EndedTrial> {
  return step(`${fault.name} of ${request.target}`, (say) =>
    lab.whileAlive(() =>
      runTrial(lab, { fault, request, traffic, tcp, signal, onStep: (now) => say(describe(now)) }),
    ),
  );
}

function describe(now: TrialStep): string {
  switch (now.step) {
    case 'traffic':
      return `starting flows over every tunnel${now.attempt > 1 ? `, with new ports (${now.attempt})` : ''}`;
    case 'settling':
      return `${Math.ceil(now.seconds)} s: all flows steady, waiting for a random moment`;
    case 'fault':
      return `${now.name} of ${now.target}`;
    case 'watching': {
      const silent = now.silent
        .filter(({ flows }) => flows > 0)
        .map(({ flows, from, to }) => `${flows} flows ${from} to ${to}`);
      const flows = silent.length > 0 ? `silent: ${silent.join(', ')}` : 'all flows back';
      const missing = now.missing.length > 0 ? 'redundancy not yet restored' : 'redundancy restored';
      return `${Math.floor(now.seconds)} s: ${flows}, ${missing}`;
    }
    case 'collecting':
      return 'collecting what was recorded';
  }
}
