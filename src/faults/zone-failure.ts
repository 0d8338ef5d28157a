import { azureRecovery } from '../definition/azure/recovery.ts';
import { instancesOf } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';
import { crashOf } from './kit/crash.ts';
import { fault } from './kit/define-fault.ts';
import { zoneName } from './kit/target.ts';

/**
 * An availability zone fails, and with it every gateway instance in it, of all gateways, silently and at once. We assume
 * that the virtual machines are in another zone: without them there would be no traffic to interrupt.
 */
export const zoneFailure = fault({
  name: 'zone-failure',
  summary: 'an availability zone fails with every gateway instance in it, all gateways at once',
  usualTarget: 'zone1',
  targetKinds: ['zone'],
  documented: azureRecovery.zoneFailure,
  targets: ({ topology }) => zones(topology).slice(0, 1),
  check({ topology }, { target }) {
    const known = zones(topology);
    if (known.includes(target)) return undefined;
    return known.length === 0
      ? `${topology.lab} has no gateway with a zone-redundant SKU, such as VpnGw2AZ.`
      : `${topology.lab} has no gateway instance in a zone "${target}". It has: ${known.join(', ')}.`;
  },
  ...crashOf((topology, target) =>
    instancesOf(topology)
      .filter(({ zone }) => zone !== undefined && zoneName(zone) === target)
      .map(({ name }) => name),
  ),
});

const zones = (topology: Topology): string[] => [
  ...new Set(instancesOf(topology).flatMap(({ zone }) => (zone === undefined ? [] : [zoneName(zone)]))),
];
