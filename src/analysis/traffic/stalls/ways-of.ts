import type { Bracket } from '../../../base/bracket.ts';
import { nsPerMs } from '../../../base/milliseconds.ts';
import { requestIntervalMs } from '../../../observations/connection.ts';
import { type DirectionHits, poolsOf, secondHitsOf } from '../../outages/direction-hits.ts';
import { type PooledOutage, pooledOutages } from '../../outages/pooled-outage.ts';
import type { Way } from './way.ts';

/**
 * The ways that a segment can take in one direction. A connection is hashed to tunnels as a flow is, so what happened to
 * it is what happened to one of the flows. Interruptions that last less than the interval of the requests are left out:
 * between two requests nothing is lost.
 *
 * @returns each way once, with an empty one if a flow was not hit; null when one is still interrupted at the end
 */
export function waysOf(hits: DirectionHits): readonly Way[] | null {
  const pools = [...poolsOf(hits), ...pooledOutages(secondHitsOf(hits))];
  if (pools.some(({ end }) => !Number.isFinite(end.upper))) return null;
  const long = pools
    .filter(({ length }) => length.upper >= requestIntervalMs * nsPerMs)
    .sort((a, b) => a.onset.lower - b.onset.lower);
  const ways = new Map<string, Way>();
  for (const flow of hits.direction.flows) {
    const own = long.filter((pool) => pool.hits.some((hit) => hit.flow === flow));
    ways.set(own.map((pool) => long.indexOf(pool)).join(), own.map(interruptionOf));
  }
  return [...ways.values()];
}

const interruptionOf = ({ onset, end }: PooledOutage) => ({ onset: inMs(onset), end: inMs(end) });

const inMs = ({ lower, upper }: Bracket): Bracket => ({ lower: lower / nsPerMs, upper: upper / nsPerMs });
