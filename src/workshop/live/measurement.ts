import { directionResults } from '../../analysis/direction-results.ts';
import type { Outage } from '../../analysis/outages/outage.ts';
import { decidedByText } from '../../analysis/recovery/phases.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { paths } from '../protocol/paths.ts';
import type { TrialRequest } from '../protocol/requests.ts';
import type { Measurement } from '../protocol/updates.ts';

/** What a learner expected of a trial; undefined: nothing was said. */
export type Expected = TrialRequest['predicted'];

/** The last trial of a run, as the page lists it; undefined: no trial was finished. */
export function measurementOf({ run, trials }: RunResult, expected: Expected): Measurement | undefined {
  const trial = trials.at(-1);
  if (!trial) return undefined;
  return {
    id: run.id,
    at: run.startedAt,
    fault: trial.fault.name,
    target: trial.fault.target,
    profile: run.profile,
    directions: directionResults(trial).map((direction) => ({
      label: `${direction.sender} to ${direction.receiver}`,
      longestOutageMs: durationOf(direction.longestOutage),
      flowsHit: direction.flowsHit,
      flows: direction.flows,
      decidedBy: direction.phases ? decidedByText(direction.phases) : null,
      predictedSeconds:
        (direction.name === 'outward' ? expected?.outwardSeconds : expected?.returnSeconds) ?? null,
      toolPredictedMs: direction.prediction
        ? { least: direction.prediction.minMs, most: direction.prediction.maxMs }
        : null,
    })),
    redundancyMs: trial.redundancyRestoredMs,
    report: paths.report.replace(':id', run.id),
  };
}

const durationOf = (outage: Outage | null): number | null =>
  outage?.state === 'measured' ? outage.estimateMs : null;
