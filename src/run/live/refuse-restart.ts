import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { listed } from '../../base/listed.ts';
import type { TopologyNode } from '../../topology/topology-node.ts';

/**
 * Refuses the restart of a node that cannot be had.
 *
 * @throws SwitchoverError (wrong-input) when the lab has no such node, it keeps the records of the faults, or it is the
 * router of a network: all wires of the network end at its bridges, and a replacement would have none of them
 */
export function refuseRestart(nodes: readonly TopologyNode[], node: string): void {
  const wanted = nodes.find(({ name }) => name === node);
  const reason = wanted ? reasonAgainst(wanted) : `The lab has no node "${node}".`;
  if (reason === undefined) return;
  const names = nodes.flatMap((one) => (reasonAgainst(one) === undefined ? [one.name] : []));
  throw new SwitchoverError('wrong-input', `${reason} These can be: ${listed(names)}.`, { node });
}

function reasonAgainst({ name, keepsRecords, bridges }: TopologyNode): string | undefined {
  if (keepsRecords) return `${name} keeps the records of the lab, and cannot be restarted.`;
  if (bridges.length === 0) return undefined;
  return `${name} is the router of a network: all its wires end there, so only a new lab has a new one.`;
}
