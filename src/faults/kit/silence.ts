import type { NodeEvent } from '../../observations/events/node-event.ts';
import { nodeNamed } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import { FaultError } from './fault-error.ts';

/**
 * Makes sure that a silent fault was silent: since it was applied, no living node has lost a carrier on an interface that
 * it routes over. The public network may notice: it stands for the internet, where no neighbour would.
 *
 * @param since nanoseconds, as in the events
 * @throws FaultError with the nodes that were told
 */
export function assertSilence(
  topology: Topology,
  events: readonly NodeEvent[],
  { since, deadNodes }: { readonly since: number; readonly deadNodes: readonly string[] },
): void {
  const told = events.filter((event) => {
    if (event.kind !== 'carrier' || event.up || event.time < since || deadNodes.includes(event.node))
      return false;
    const { role, interfaces, bridges } = nodeNamed(topology, event.node);
    return role !== 'internet' && [...interfaces, ...bridges].some(({ name }) => name === event.interface);
  });
  if (told.length === 0) return;
  const nodes = [...new Set(told.map(({ node }) => node))].join(', ');
  throw new FaultError(
    `The fault was not silent: ${nodes} lost a carrier, which no real neighbour would have.`,
  );
}
