import { directionResults } from '../../analysis/direction-results.ts';
import type { NumberedTrial } from '../../analysis/numbered-trial.ts';
import { knownOutageMs } from '../../analysis/outages/longest-outage.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import type { TrialFacts } from './facts.ts';

/**
 * What a lesson looks at of the trials of a run.
 *
 * @param at when the run began, by the clock of the facts
 * @param activeBefore who had the floating addresses then
 */
export function trialFacts(
  { run, trials }: RunResult,
  { at, activeBefore }: Pick<TrialFacts, 'at' | 'activeBefore'>,
): TrialFacts[] {
  return trials.map((trial) => ({
    run: run.id,
    at,
    fault: trial.fault.name,
    target: trial.fault.target,
    parameters: trial.fault.parameters ?? {},
    activeBefore,
    directions: directionsOf(trial),
    connections: connectionsOf(trial),
    redundancySeconds: trial.redundancyRestoredMs === null ? null : trial.redundancyRestoredMs / 1000,
    clientsOfflineSeconds: clientsOf(trial),
  }));
}

const directionsOf = (trial: NumberedTrial): TrialFacts['directions'] =>
  directionResults(trial).map(({ pair, direction, longestOutage, flows, flowsHit, secondHits, phases }) => ({
    pair,
    name: direction,
    outageSeconds: longestOutage ? knownOutageMs(longestOutage) / 1000 : 0,
    isOver: longestOutage?.state !== 'at-least',
    flows,
    flowsHit,
    secondHits: secondHits.flows,
    decidedBy: phases?.decidedBy?.mechanism ?? null,
    decidedByText: phases?.decidedBy?.text ?? 'nothing that was seen',
  }));

function connectionsOf({ pairs }: NumberedTrial): TrialFacts['connections'] {
  const all = pairs.flatMap(({ directions }) => directions.flatMap(({ connections }) => connections ?? []));
  return {
    lost: all.reduce((sum, { reset, timedOut, failed }) => sum + reset + timedOut + failed, 0),
    notBack: all.reduce((sum, { stillStalled }) => sum + stillStalled, 0),
  };
}

const clientsOf = ({ events }: NumberedTrial): TrialFacts['clientsOfflineSeconds'] =>
  events
    .flatMap(({ clients }) => clients ?? [])
    .filter(({ disconnections }) => disconnections > 0)
    .map(({ droppedMs, reconnectedMs }) =>
      droppedMs === null || reconnectedMs === null ? null : (reconnectedMs - droppedMs) / 1000,
    );
