import { listed } from '../../../base/listed.ts';
import { targetOf } from '../../../faults/kit/target.ts';
import { roleTexts } from '../../../report/html/topology/layout.ts';
import type { Design } from '../../../topology/design.ts';
import { devicesOf, instancesOf } from '../../../topology/find.ts';
import type { Topology } from '../../../topology/topology.ts';
import type { DrawnPart } from '../../protocol/drawing.ts';
import { type DrawnLab, linksOf, partIds, zonesOf } from './lab-parts.ts';
import { possibleFaults, type Target } from './possible-faults.ts';

/** Everything of a lab that can be chosen: its machines, tunnels, links and zones, and the lab with a scenario. */
export function drawnParts(lab: DrawnLab, { nodes, tunnels }: Design): DrawnPart[] {
  const { topology } = lab;
  const links = linksOf(topology);
  return [
    ...nodes.map(({ name, role }): DrawnPart => {
      const open = links.filter((link) => link.node === name && link.isPublic);
      const targets = [...machineTargets(topology, name), ...open.map(({ target }) => linkTarget(target))];
      const what = roleTexts[role];
      return { id: partIds.node(name), kind: 'node', name, what, faults: possibleFaults(lab, targets) };
    }),
    ...tunnels.map(({ name, connections = [] }): DrawnPart => {
      const targets: Target[] = [
        { kind: 'tunnel', name },
        ...connections.map((one): Target => ({ kind: 'connection', name: one.toLowerCase() })),
      ];
      const of = connections.length === 0 ? 'tunnel of a client' : `tunnel of ${listed(connections)}`;
      return {
        id: partIds.tunnel(name),
        kind: 'tunnel',
        name,
        what: of,
        faults: possibleFaults(lab, targets),
      };
    }),
    ...links.map(
      ({ target, far, isPublic }): DrawnPart => ({
        id: partIds.link(target),
        kind: 'link',
        name: target,
        what: isPublic ? 'link to the public network' : `link to ${far}`,
        faults: possibleFaults(lab, [linkTarget(target)]),
      }),
    ),
    ...[...zonesOf(topology)].map(
      ([name, instances]): DrawnPart => ({
        id: partIds.zone(name),
        kind: 'zone',
        name,
        what: `availability zone of ${listed(instances)}`,
        faults: possibleFaults(lab, [{ kind: 'zone', name }]),
      }),
    ),
    ...(lab.definition.scenario.length === 0
      ? []
      : [
          {
            id: partIds.lab(topology.lab),
            kind: 'lab' as const,
            name: topology.lab,
            what: 'lab',
            faults: possibleFaults(lab, [{ kind: 'lab', name: topology.lab }]),
          },
        ]),
  ];
}

const linkTarget = (name: string): Target => ({ kind: 'link', name });

/** The targets in which a machine is: itself, its gateway as a whole, and itself together with a machine of the other side. */
function machineTargets(topology: Topology, name: string): Target[] {
  const instance = instancesOf(topology).find((one) => one.name === name);
  const isDevice = devicesOf(topology).some((one) => one.name === name);
  if (instance) {
    const both = instancesOf(topology).filter(({ gateway }) => gateway === instance.gateway);
    return [
      { kind: 'instance', name },
      ...(both.length > 1
        ? [{ kind: 'both-instances' as const, name: targetOf(both.map((one) => one.name)) }]
        : []),
      ...devicesOf(topology).map((device) => together(name, device.name)),
    ];
  }
  if (!isDevice) return [];
  return [{ kind: 'device', name }, ...instancesOf(topology).map((one) => together(one.name, name))];
}

const together = (instance: string, device: string): Target => ({
  kind: 'instance-and-device',
  name: targetOf([instance, device]),
});
