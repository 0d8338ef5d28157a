import { runTrial, type TrialSettings } from '../experiment/trial.ts';
import { settingOf } from '../lab/faults/setting-of.ts';
import type { Lab } from '../lab/lab.ts';
import { requestsFor } from './chosen-fault.ts';
import { observedIn } from './circumstances.ts';
import type { AnalysableTrial } from './folder/run-folder.ts';
import type { FaultChoice } from './request.ts';
import type { SeriesStep, Watch } from './steps.ts';
import type { Turns } from './turns.ts';

export interface TrialSeries extends Omit<TrialSettings, 'request' | 'onStep' | 'signal'>, Watch<SeriesStep> {
  readonly choice: FaultChoice;
  readonly turns: Turns;
  /** Number of the first trial in the whole run. */
  readonly firstTrial: number;
  /** Called with each trial as soon as it is over, and the numbers of all until then. */
  readonly onTrial: (trial: AnalysableTrial, numbers: readonly number[]) => Promise<void>;
}

/**
 * Breaks one target after the other, as often as asked for, each in a lab that is whole again. Targets take turns, so
 * that a change over time does not look like a difference between them. A lab that does not become whole again ends
 * the series.
 */
export async function runTrials(lab: Lab, series: TrialSeries): Promise<AnalysableTrial[]> {
  const { fault, turns, firstTrial, onStep, onTrial } = series;
  const trials: AnalysableTrial[] = [];
  for (let turn = turns.from; turn <= turns.to; turn += 1) {
    // The usual target may change from turn to turn: addresses float from one instance to the other.
    for (const request of requestsFor(fault, series.choice, settingOf(lab))) {
      const { target } = request;
      const last = trials.at(-1);
      if (last && !isWholeAfter(last)) {
        onStep({ step: 'left-out', fault: fault.name, target });
        return trials;
      }
      onStep({ step: 'trial', fault: fault.name, target });
      const trial = await lab.whileAlive(() =>
        runTrial(lab, { ...series, request, onStep: (now) => onStep({ step: 'in-trial', now }) }),
      );
      onStep({ step: 'trial-over' });
      if (trial.repairFailure) {
        onStep({ step: 'not-repaired', target, message: trial.repairFailure.message });
      }
      const observed = observedIn(lab, trial, firstTrial + trials.length);
      trials.push(observed);
      await onTrial(
        observed,
        trials.map(({ number }) => number),
      );
    }
  }
  return trials;
}

const isWholeAfter = ({ observations }: AnalysableTrial): boolean =>
  observations.redundancyRestored !== undefined;
