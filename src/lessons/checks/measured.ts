import { type Bounds, boundsText, isWithinBounds } from '../format/bounds.ts';
import type { MeasuredCondition } from '../format/lesson.ts';
import type { DirectionOfTrial, Facts, Found, TrialFacts } from './facts.ts';
import { fitsFault, wantedText } from './fits-fault.ts';

/**
 * What the last trial of a fault measured.
 *
 * @param since when the task began: earlier trials do not count
 */
export function measuredFound(
  wanted: MeasuredCondition,
  { trials }: Pick<Facts, 'trials'>,
  since: number,
): Found {
  const trial = trials.findLast((one) => one.at >= since && fitsFault(wanted, one));
  if (!trial) return { holds: false, text: `There is no trial of ${wantedText(wanted)} yet in this task.` };
  const of = `The trial of ${trial.fault} of ${trial.target}`;
  const misses = missesOf(wanted, trial);
  return misses.length === 0
    ? { holds: true, text: `${of}: ${trial.directions.filter(isOf(wanted)).map(directionText).join(', ')}.` }
    : { holds: false, text: `${of}: ${misses.join(', ')}.` };
}

const isOf =
  ({ direction }: Pick<MeasuredCondition, 'direction'>) =>
  ({ name }: DirectionOfTrial): boolean =>
    direction === 'both' || direction === name;

function missesOf(wanted: MeasuredCondition, trial: TrialFacts): string[] {
  const { connections, redundancySeconds, clientsOfflineSeconds } = trial;
  const offline = clientsOfflineSeconds.map((seconds) => seconds ?? Number.POSITIVE_INFINITY);
  return [
    ...trial.directions.filter(isOf(wanted)).flatMap((own) => missesOfDirection(wanted, own)),
    ...miss('connections lost', connections.lost, wanted.connectionsLost),
    ...miss('connections not back', connections.notBack, wanted.connectionsNotBack),
    ...miss('redundancy after s', redundancySeconds ?? Number.POSITIVE_INFINITY, wanted.redundancySeconds),
    ...miss('clients offline for s', Math.max(0, ...offline), wanted.clientsOfflineSeconds),
    ...miss('clients disconnected', offline.length, wanted.clientsDisconnected),
  ];
}

function missesOfDirection(wanted: MeasuredCondition, own: DirectionOfTrial): string[] {
  const { name, outageSeconds, isOver, flows, flowsHit, secondHits, decidedBy, decidedByText } = own;
  const atLeast = isOver ? outageSeconds : Number.POSITIVE_INFINITY;
  return [
    // One that had not ended is longer than any that is allowed, and at least as long as it was seen.
    ...miss(
      `${name} outage in s`,
      wanted.outageSeconds?.atMost === undefined ? outageSeconds : atLeast,
      wanted.outageSeconds,
    ),
    ...miss(
      `${name} flows hit in percent`,
      flows === 0 ? 0 : (100 * flowsHit) / flows,
      wanted.flowsHitPercent,
    ),
    ...miss(`${name} second hits`, secondHits, wanted.secondHits),
    ...(wanted.decidedBy === undefined || wanted.decidedBy === decidedBy
      ? []
      : [`${name} decided by ${decidedByText}`]),
  ];
}

const miss = (what: string, value: number, bounds: Bounds | undefined): string[] =>
  bounds === undefined || isWithinBounds(value, bounds)
    ? []
    : [`${what}: ${rounded(value)}, wanted ${boundsText(bounds)}`];

const directionText = ({
  name,
  outageSeconds,
  isOver,
  decidedBy,
  decidedByText,
}: DirectionOfTrial): string =>
  outageSeconds === 0
    ? `${name} no outage`
    : `${name} ${isOver ? '' : 'at least '}${rounded(outageSeconds)} s${decidedBy === null ? '' : `, decided by ${decidedByText}`}`;

const rounded = (value: number): string =>
  Number.isFinite(value) ? String(Math.round(value * 100) / 100) : 'not in the time that was watched';
