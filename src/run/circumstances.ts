import { analysisContext } from '../analysis/recovery/analysis-context.ts';
import { goneBy } from '../analysis/recovery/gone.ts';
import type { Circumstances } from '../analysis/run-result.ts';
import type { Calibration } from '../calibration/calibration.ts';
import { machineOf } from '../calibration/machine.ts';
import { latestCalibration } from '../calibration/saved-calibration.ts';
import { parametersText } from '../definition/fault-parameters.ts';
import { limitsFor } from '../definition/limits.ts';
import { profileTitle } from '../definition/profile.ts';
import type { EndedTrial } from '../experiment/trial.ts';
import { documentedRecovery } from '../faults/kit/documented.ts';
import type { StageTimes } from '../lab/bring-up.ts';
import { definitionDigest } from '../lab/definition-digest.ts';
import { settingOf } from '../lab/faults/setting-of.ts';
import type { Lab } from '../lab/lab.ts';
import { connectionTimers } from '../topology/connection-timers.ts';
import { designOf } from '../topology/design.ts';
import type { Topology } from '../topology/topology.ts';
import { requestsFor } from './chosen-fault.ts';
import type { AnalysableTrial } from './folder/run-folder.ts';
import type { CheckedRun } from './plan-run.ts';
import { versionsOf } from './versions.ts';

/**
 * Everything that is known about a run before its first trial, when the lab is up.
 *
 * @param times undefined: an earlier run has brought the lab up
 */
export async function circumstancesOf(
  lab: Lab,
  { id, request, plan: { fault, choice }, traffic, startedAt }: CheckedRun & { readonly id: string },
  times: StageTimes | undefined,
): Promise<Circumstances> {
  const { id: labId, definition, profile, dataplane } = lab.blueprint;
  const limits =
    request.limits ??
    limitsFor(definition, {
      fault: fault.name,
      target: choice.target,
      parameters: choice.parameters,
      profile: profile.name,
    });
  const [versions, machine] = await Promise.all([versionsOf(lab), machineOf(lab.engine)]);
  const calibration = await latestCalibration(request.folders.calibrations, { machine, dataplane });
  return {
    run: {
      id,
      lab: definition.name,
      summary: definition.summary,
      definition: definitionDigest(definition),
      startedAt: startedAt.toISOString(),
      ...(!times && { broughtUpBy: labId }),
      profile: profileTitle(profile),
      dataplane,
      ...traffic,
      tcp: request.tcp,
      fault: {
        name: fault.name,
        target: choice.target ?? null,
        parameters: parametersText(choice.parameters) || null,
      },
      targets: requestsFor(fault, choice, settingOf(lab)).length,
      trialsPerTarget: request.trials,
      shard: request.shard ?? null,
      missing: [],
    },
    design: designOf(lab.topology),
    timers: profile,
    connections: connectionTimers(lab.topology),
    ...pairsOf(lab.topology),
    versions,
    bringUpMs: times
      ? Object.fromEntries(Object.entries(times).map(([stage, ms]) => [stage, Math.round(ms)]))
      : null,
    limits: limits ?? null,
    calibration: calibration ? calibrationSummary(calibration) : null,
    documented: documentedRecovery(fault, settingOf(lab), choice.target),
  };
}

/**
 * What was observed in a trial, with what its fault means in this lab.
 *
 * @param number of the trial in the whole run
 */
export function observedIn(
  lab: Lab,
  { injected, observations, epoch, files }: EndedTrial,
  number: number,
): AnalysableTrial {
  const { topology, profile } = lab.blueprint;
  const events = injected.map(({ fault, request, broken }, index) => {
    const applied = observations.events[index];
    return {
      broken,
      target: request.target,
      silent: fault.notice(request.parameters) !== 'peers',
      ...(applied && { gone: goneBy(applied, broken, profile.bgp) }),
    };
  });
  const context = analysisContext(topology, profile, events);
  return { number, observations, epoch, files, context };
}

function calibrationSummary(calibration: Calibration): NonNullable<Circumstances['calibration']> {
  const { id, startedAt, flows, rate, worstErrorMs, undisturbed, misses } = calibration;
  return {
    id,
    startedAt,
    flows,
    rate,
    worstErrorMs,
    undisturbedSeconds: undisturbed.seconds,
    falseOutages: undisturbed.lossPeriods,
    metTarget: misses.length === 0,
  };
}

function pairsOf({ floating }: Topology): Pick<Circumstances, 'pairs'> {
  const pairs = floating.filter(({ isPair }) => isPair);
  return pairs.length === 0
    ? {}
    : { pairs: pairs.map(({ name, nodes, takeover }) => ({ name, nodes, takeover })) };
}
