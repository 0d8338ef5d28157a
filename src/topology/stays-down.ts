import type { Topology } from './topology.ts';
import type { TunnelEnd } from './tunnel.ts';

/** Why a tunnel that is down, or routes into it, may not come back by themselves: the habits of devices. */
export interface StaysDown {
  /** Names of tunnels that are down. */
  readonly tunnels: readonly string[];
  /** Names of nodes that lack a route. */
  readonly nodes: readonly string[];
}

/** Sentences without a full stop, one for each habit that has a part in it. */
export function staysDownBecause(topology: Topology, { tunnels, nodes }: StaysDown): string[] {
  const reasons = topology.tunnels.flatMap(({ name, ends }) => {
    const callers = ends.filter(({ starts }) => starts);
    const habits = callers.flatMap(habitOf);
    return [
      // Another end that calls for ever opens it again.
      ...(tunnels.includes(name) && habits.length === callers.length ? habits : []),
      ...ends
        .filter((end) => end.losesRoutes && end.nodes.some((node) => nodes.includes(node)))
        .map((end) => `${end.name} does not put its static routes back (putsRoutesBack: false)`),
    ];
  });
  return [...new Set(reasons)];
}

function habitOf({ name, callsOnce, givesUpAfterTries }: TunnelEnd): string[] {
  if (callsOnce) return [`${name} does not call again by itself (callsAgain: false)`];
  if (givesUpAfterTries !== undefined)
    return [`${name} gives up after ${givesUpAfterTries} tries (givesUpAfterTries)`];
  return [];
}
