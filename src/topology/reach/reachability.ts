import type { Topology } from '../topology.ts';
import { type ReachEnd, reachEnds } from './reach-end.ts';
import { routeTables } from './route-tables.ts';
import { type Walk, type Way, walk } from './walk.ts';
import { type Lost, lossesOf, spokesApart } from './why-lost.ts';

/** Which ends of a lab reach which, when everything is up. */
export interface Reachability {
  readonly ends: readonly Pick<ReachEnd, 'name' | 'kind' | 'network'>[];
  /** Both directions of every pair. */
  readonly pairs: readonly ReachPair[];
}

/** Whether an end gets an answer from another one. */
export type ReachPair = { readonly from: string; readonly to: string } & (
  | { readonly reaches: true; readonly ways: readonly Way[] }
  | ({ readonly reaches: false } & Lost)
);

/**
 * Which ends reach which and over which connections, and why not. An end reaches another one if packets arrive there and
 * answers come back. Pure: it follows the routes that the lab has when it is ready.
 */
export function reachability(topology: Topology): Reachability {
  const ends = reachEnds(topology);
  const tables = routeTables(
    topology,
    ends.map(({ address }) => address),
  );
  const why = lossesOf(topology);
  const isSelective = topology.tunnels.some(({ carries }) => carries !== undefined);
  const walks = new Map<string, Walk>();
  const walked = (from: ReachEnd, to: ReachEnd): Walk => {
    // Ends of one network have the same routes, and so have the clients of a gateway; traffic selectors tell them apart.
    const source = isSelective ? from.address : (from.service?.name ?? from.network);
    const key = JSON.stringify([source, !from.service, to.address, !to.service]);
    const known = from.network === to.network ? undefined : walks.get(key);
    const found = known ?? walk(topology, tables, from, to);
    walks.set(key, found);
    return found;
  };
  const pairs = ends.flatMap((from) =>
    ends
      .filter((to) => to !== from)
      .map((to): ReachPair => {
        const pair = { from: from.name, to: to.name };
        const apart = spokesApart(topology, from, to);
        if (apart) return { ...pair, reaches: false, ...apart };
        const there = walked(from, to);
        if ('lostAt' in there) return { ...pair, reaches: false, ...why(from, to, there) };
        const back = walked(to, from);
        if (!('lostAt' in back)) return { ...pair, reaches: true, ways: there.ways };
        const { reason, text } = why(to, from, back);
        return { ...pair, reaches: false, reason, text: `answers do not come back: ${text}` };
      }),
  );
  return {
    ends: ends.map(({ name, kind, network, spoke = network }) => ({ name, kind, network: spoke })),
    pairs,
  };
}
