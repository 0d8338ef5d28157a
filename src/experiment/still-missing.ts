import type { Missing } from '../lab/redundancy/missing.ts';
import { missingText } from '../lab/redundancy/missing-text.ts';
import type { Observations } from '../observations/observations.ts';
import { staysDownBecause } from '../topology/stays-down.ts';
import type { Topology } from '../topology/topology.ts';

/** What a lab lacks at the end of a trial, and the habits of devices for which it does not come back by itself. */
export function stillMissing(
  topology: Topology,
  missing: readonly Missing[],
): NonNullable<Observations['stillMissing']> {
  return {
    what: missingText(missing),
    because: staysDownBecause(topology, {
      tunnels: missing.flatMap((one) => (one.kind === 'tunnel' ? [one.tunnel] : [])),
      nodes: missing.flatMap((one) => (one.kind === 'route' ? one.nodes : [])),
    }),
  };
}
