import { listed } from '../../base/listed.ts';
import { nearest } from '../../base/nearest.ts';
import { quote } from '../../base/quote.ts';
import type { Path } from '../../definition/sources/path.ts';
import type { Topology } from '../../topology/topology.ts';
import { sameName } from '../checks/same-name.ts';
import type { LessonBreach, Place } from './rule.ts';

/** The names of everything in a lab that a lesson can speak of. */
export interface KnownNames {
  readonly nodes: readonly string[];
  readonly tunnels: readonly string[];
  readonly connections: readonly string[];
  /** Virtual networks, their spokes and sites. */
  readonly networks: readonly string[];
  /** `device1:wan0` */
  readonly interfaces: readonly string[];
  /** Gateways, and pairs of devices. */
  readonly gateways: readonly string[];
}

export function knownNames({ nodes, tunnels, floating }: Topology): KnownNames {
  const gateways = nodes.flatMap((node) => (node.role === 'instance' ? [node.gateway] : []));
  return {
    nodes: nodes.map(({ name }) => name),
    tunnels: tunnels.map(({ name }) => name),
    connections: [...new Set(tunnels.flatMap(({ connections }) => connections))],
    networks: nodes.flatMap((node) => {
      if (node.role === 'site') return [node.writtenName];
      if (node.role !== 'virtual-network') return [];
      return [node.writtenName, ...(node.spokes ?? []).map(({ name }) => name)];
    }),
    interfaces: nodes.flatMap(({ name, interfaces }) => interfaces.map((port) => `${name}:${port.name}`)),
    gateways: [...new Set([...gateways, ...floating.map(({ gateway }) => gateway)])],
  };
}

/** The breach when a name is none of those that are known; nothing when it is one. */
export function unlessKnown(
  noun: string,
  name: string,
  known: readonly string[],
  at: Place | Path,
): LessonBreach[] {
  if (known.some((one) => sameName(one, name))) return [];
  const meant = nearest(name, known);
  const place = 'path' in at || 'line' in at ? at : { path: at };
  return [
    {
      at: place,
      message: `The lab has no ${noun} ${quote(name)}.`,
      advice: meant
        ? `Did you mean ${meant}?`
        : known.length === 0
          ? 'It has none at all.'
          : `It has: ${listed(known, 12)}.`,
    },
  ];
}
