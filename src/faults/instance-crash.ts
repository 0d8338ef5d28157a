import { azureRecovery } from '../definition/azure/recovery.ts';
import { instancesOf } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';
import { crashOf } from './kit/crash.ts';
import { fault } from './kit/define-fault.ts';
import { activeInstance, checkOne, nodesOf, unknownAmong } from './kit/target.ts';

/**
 * An instance of a gateway dies silently. Both instances of one gateway can as well, at once: then nothing is left to
 * fail over to, and traffic waits for the replacements. Azure documents no figure for that.
 */
export const instanceCrash = fault({
  name: 'instance-crash',
  summary: 'a gateway instance dies silently, or both instances of a gateway at once',
  usualTarget: 'the active one, or instance 0',
  targetKinds: ['instance', 'both-instances'],
  documented: (target = '') => (nodesOf(target).length > 1 ? undefined : azureRecovery.unplannedFailure),
  targets: activeInstance,
  check({ topology }, { target }) {
    const nodes = nodesOf(target);
    if (nodes.length === 1) return checkOne(topology, target, 'instance');
    const unknown = unknownAmong(topology, nodes);
    if (unknown !== undefined || isWholeGateway(topology, nodes)) return unknown;
    return `${target} is neither one gateway instance nor both instances of one gateway.`;
  },
  ...crashOf((_, target) => nodesOf(target)),
});

function isWholeGateway(topology: Topology, nodes: readonly string[]): boolean {
  const [first, second] = instancesOf(topology).filter(({ name }) => nodes.includes(name));
  return nodes.length === 2 && second !== undefined && first?.gateway === second.gateway;
}
