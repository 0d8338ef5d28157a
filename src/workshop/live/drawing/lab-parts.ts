import { zoneName } from '../../../faults/kit/target.ts';
import type { Blueprint } from '../../../lab/blueprint.ts';
import { instancesOf } from '../../../topology/find.ts';
import type { Topology } from '../../../topology/topology.ts';

/** What a drawing is made of. */
export type DrawnLab = Pick<Blueprint, 'definition' | 'topology' | 'kernel'>;

/** Ids of parts, by what they are. */
export const partIds = {
  node: (name: string): string => `node:${name}`,
  tunnel: (name: string): string => `tunnel:${name}`,
  /** @param target `NODE:INTERFACE` */
  link: (target: string): string => `link:${target}`,
  zone: (name: string): string => `zone:${name}`,
  lab: (name: string): string => `lab:${name}`,
};

/** A wire, named by the interface at one of its ends. */
export interface LinkOfLab {
  readonly node: string;
  /** `device1:wan0`. */
  readonly target: string;
  /** The node at the other end. */
  readonly far: string;
  /** It leads to the public network, which is not drawn. */
  readonly isPublic: boolean;
}

export function linksOf({ nodes }: Topology): LinkOfLab[] {
  const publicNodes = new Set(nodes.filter(({ role }) => role === 'internet').map(({ name }) => name));
  return nodes.flatMap(({ name: node, interfaces }) =>
    interfaces.map(({ name, attachedTo: { node: far } }) => ({
      node,
      target: `${node}:${name}`,
      far,
      isPublic: publicNodes.has(far),
    })),
  );
}

/** The zones in which the lab has instances, with their instances. */
export function zonesOf(topology: Topology): ReadonlyMap<string, readonly string[]> {
  const zones = new Map<string, string[]>();
  for (const { name, zone } of instancesOf(topology)) {
    if (zone !== undefined) zones.set(zoneName(zone), [...(zones.get(zoneName(zone)) ?? []), name]);
  }
  return new Map([...zones].sort(([a], [b]) => a.localeCompare(b)));
}
