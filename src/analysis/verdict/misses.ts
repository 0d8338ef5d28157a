import { counted, countedWere } from '../../base/counted.ts';
import { duration } from '../../base/duration.ts';
import type { Limits } from '../../definition/definition.ts';
import { type DirectionResult, directionResults } from '../direction-results.ts';
import { isLonger, knownOutageMs, longestOutage } from '../outages/longest-outage.ts';
import { decidedByText } from '../recovery/phases.ts';
import type { TrialResult } from '../result.ts';

/** A sentence when the longest outage of a direction misses its limit, or did not end. */
export function outageMiss(
  direction: DirectionResult,
  { maxOutageSeconds: limit, minOutageSeconds }: Limits,
): string | undefined {
  const { longestOutage: outage, flowsNotRecovered } = direction;
  if (outage?.state === 'at-least' || flowsNotRecovered > 0) {
    if (limit === undefined && minOutageSeconds !== undefined) return undefined;
    const length = outage?.state === 'at-least' ? ` after ${duration(outage.atLeastMs)}` : '';
    const allowed = limit === undefined ? '' : `, and the limit is ${limit} s`;
    return `the outage had not ended${length}${allowed}${because(whyNotBack(direction))}`;
  }
  if (outage === null || limit === undefined || outage.estimateMs <= limit * 1000) return undefined;
  const excess = duration(outage.estimateMs - limit * 1000);
  return `outage ${duration(outage.estimateMs)} is ${excess} above the limit of ${limit} s${because(whySoLong(direction))}`;
}

/** A sentence when more flows were hit than the limit allows. */
export function flowsMiss(
  { flows, flowsHitByAnyEvent: flowsHit }: DirectionResult,
  { maxFlowsHitPercent: limit }: Limits,
): string | undefined {
  const percent = (100 * flowsHit) / flows;
  if (limit === undefined || percent <= limit) return undefined;
  const excess = flowsHit - Math.floor((limit * flows) / 100);
  return `${flowsHit} of ${flows} flows ${flowsHit === 1 ? 'was' : 'were'} hit, ${excess} more than the limit of ${limit} %`;
}

/** A limit for connections is also missed when none were opened: otherwise turning them off would keep it. */
export function connectionsMiss(
  trial: TrialResult,
  { maxConnectionsLost: limit }: Limits,
): string | undefined {
  if (limit === undefined) return undefined;
  const own = directionResults(trial).flatMap(({ connections }) => connections ?? []);
  if (own.length === 0)
    return `no TCP connections were opened, so the limit of ${limit} lost ones cannot be checked (--tcp)`;
  const sum = (key: 'reset' | 'timedOut' | 'failed' | 'stillStalled') =>
    own.reduce((total, connections) => total + connections[key], 0);
  const lost = sum('reset') + sum('timedOut') + sum('failed');
  const waiting = sum('stillStalled');
  if (lost <= limit && lost + waiting > limit)
    return `${counted(waiting, 'TCP connection')} had no answer when the run ended, so the limit of ${limit} lost ones cannot be checked`;
  if (lost <= limit) return undefined;
  return `${countedWere(lost, 'TCP connection')} lost, ${lost - limit} more than the limit of ${limit} (${sum('reset')} reset, ${sum('timedOut')} timed out, ${sum('failed')} otherwise)`;
}

/** A sentence when redundancy was back too late, or not at all. */
export function redundancyMiss(
  {
    redundancyRestoredMs: restored,
    stillMissing,
  }: Pick<TrialResult, 'redundancyRestoredMs' | 'stillMissing'>,
  { maxRedundancySeconds: limit, minOutageSeconds }: Limits,
): string | undefined {
  if (restored === null) {
    if (limit === undefined && minOutageSeconds !== undefined) return undefined;
    const allowed = limit === undefined ? '' : `, and the limit is ${limit} s`;
    const why = stillMissing && stillMissing.because.length > 0 ? stillMissing.because.join('; ') : undefined;
    return `full redundancy was not back within the time that the run allows${allowed}${because(why)}`;
  }
  if (limit === undefined || restored <= limit * 1000) return undefined;
  return `full redundancy was back after ${duration(restored)}, ${duration(restored - limit * 1000)} above the limit of ${limit} s`;
}

/** A sentence when no outage of the run was as long as the minimum. */
export function shortOutage(
  trials: readonly TrialResult[],
  { minOutageSeconds: least }: Limits,
): string | undefined {
  const outage = longestOutage(trials.flatMap(directionResults).map((direction) => direction.longestOutage));
  if (least === undefined) return undefined;
  if (outage === null) {
    return least === 0
      ? undefined
      : `nothing was interrupted, but an outage of ${least} s or more was expected`;
  }
  const known = knownOutageMs(outage);
  if (known >= least * 1000) return undefined;
  return outage.state === 'measured'
    ? `the longest outage, ${duration(known)}, is ${duration(least * 1000 - known)} shorter than the expected minimum of ${least} s`
    : `the longest outage was watched for only ${duration(known)}, but ${least} s or more were expected`;
}

const because = (reason: string | undefined) => (reason === undefined ? '' : ` (${reason})`);

function whyNotBack({ flowsNotRecovered, phases }: DirectionResult): string | undefined {
  if (phases && phases.notSeen.length > 0) return phases.notSeen.join('; ');
  return flowsNotRecovered > 0
    ? `${countedWere(flowsNotRecovered, 'flow')} not back when the window ended`
    : undefined;
}

/** The phase that took longest, and what it waited for. */
function whySoLong({ outage, secondHits, phases }: DirectionResult): string | undefined {
  if (isLonger(secondHits.longest, outage)) return 'a second hit, after all flows had been back';
  if (!phases) return undefined;
  const { detectionMs, convergenceMs, restorationMs, node } = phases;
  const parts = [
    {
      ms: detectionMs,
      text: (took: string) =>
        phases.decidedBy?.mechanism === 'repair'
          ? `${decidedByText(phases)} ended it, after ${took}`
          : `${decidedByText(phases)} took ${took}`,
    },
    {
      ms: convergenceMs,
      text: (took: string) => `the routes on ${node} changed only ${took} after it had noticed`,
    },
    {
      ms: restorationMs,
      text: (took: string) => `packets arrived only ${took} after the routes had changed`,
    },
  ];
  if (parts.some(({ ms }) => ms === null)) {
    return phases.decidedBy?.mechanism === 'fault' ? decidedByText(phases) : phases.notSeen[0];
  }
  const slowest = parts.reduce((a, b) => ((b.ms ?? 0) > (a.ms ?? 0) ? b : a));
  return slowest.ms === null ? undefined : slowest.text(duration(slowest.ms));
}
