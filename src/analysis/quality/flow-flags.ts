import { counted } from '../../base/counted.ts';
import { listed } from '../../base/listed.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import type { Observations } from '../../observations/observations.ts';
import { flowSpread } from '../traffic/flow-spread.ts';
import { directionText, doubtful, invalid, type QualityFlag } from './quality-flag.ts';
import { flowsOn } from './tunnel-coverage.ts';

/** Finds what was wrong with the flows and their paths before the fault. */
export function flowFlags(
  directions: readonly DirectionObservations[],
  observations: Pick<Observations, 'window' | 't0' | 'events'>,
): readonly QualityFlag[] {
  return [
    ...directions.flatMap((direction) => nothingBefore(direction, observations)),
    ...directions.flatMap((direction) => withoutFlows(direction, observations)),
    ...directions.flatMap(pathUnknown),
    ...directions.flatMap(strayed),
  ];
}

function nothingBefore(
  direction: DirectionObservations,
  { window, t0 }: Pick<Observations, 'window' | 't0'>,
): readonly QualityFlag[] {
  const silent = direction.flows.filter(
    ({ sent }) => !sent.some((at) => at >= window.from && at < t0.lower),
  ).length;
  if (silent === 0) return [];
  const message = `${counted(silent, 'flow')} from ${directionText(direction)} sent nothing before the fault`;
  return [invalid('nothing-before-fault', message)];
}

/**
 * A trial whose flows leave tunnels out says nothing about these. It says nothing at all if its fault concerns no others.
 */
function withoutFlows(
  direction: DirectionObservations,
  { events }: Pick<Observations, 'events'>,
): readonly QualityFlag[] {
  const unused = direction.expectedTunnels.filter((tunnel) => flowsOn(tunnel, direction) === 0);
  if (unused.length === 0) return [];
  const concerned = direction.expectedTunnels.filter((tunnel) =>
    events.some((event) => isConcerned(tunnel, event)),
  );
  const isUnmet = concerned.length > 0 && concerned.every((tunnel) => unused.includes(tunnel));
  const message = `${listed(unused)} carried no flow from ${directionText(direction)} before the fault`;
  return [(isUnmet ? invalid : doubtful)('tunnel-without-flows', message)];
}

/** Whether a fault has a tunnel as its target, or a machine at one of its ends. Other targets concern no tunnel in particular. */
const isConcerned = (tunnel: string, { target, deadNodes }: Observations['events'][number]): boolean =>
  tunnel === target || tunnel.split('--').some((end) => end === target || deadNodes.includes(end));

function pathUnknown(direction: DirectionObservations): readonly QualityFlag[] {
  const { flows } = direction;
  const unknown = flows.filter(({ tunnelBefore }) => tunnelBefore === undefined).length;
  if (unknown === 0) return [];
  const message = `the tunnel of ${unknown} of ${flows.length} flows from ${directionText(direction)} is not known`;
  return [doubtful('path-unknown', message)];
}

/** A flow must keep its path while nothing changes. Otherwise it is unknown which path the fault took from it. */
function strayed(direction: DirectionObservations): readonly QualityFlag[] {
  const count = flowSpread(direction)?.flowsStrayed ?? 0;
  if (count === 0) return [];
  const message = `${counted(count, 'flow')} ${directionText(direction)} changed their tunnel before the fault`;
  return [doubtful('flows-strayed', message)];
}
