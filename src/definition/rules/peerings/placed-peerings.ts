import { shown } from '../../../base/quote.ts';
import type { Definition, VirtualNetwork, VirtualNetworkPeering } from '../../definition.ts';
import { arePeered } from '../../peerings.ts';
import { named, type Placed, placed, placedNetworks } from '../placed.ts';

/** One half of a peering, with the networks that it joins. */
export interface Half {
  readonly half: Placed<VirtualNetworkPeering>;
  readonly network: Placed<VirtualNetwork>;
  /** Undefined: the name is unknown. */
  readonly remote: Placed<VirtualNetwork> | undefined;
}

export function placedPeerings(definition: Definition): Half[] {
  const networks = placedNetworks(definition);
  return networks.flatMap((network) =>
    placed(network.value.virtualNetworkPeerings ?? [], [...network.path, 'virtualNetworkPeerings']).map(
      (half) => ({ half, network, remote: named(networks, half.value.remoteVirtualNetwork) }),
    ),
  );
}

/** Pairs of peered virtual networks, both ways round, as `one other`. */
export const peeredPairs = (definition: Definition): Set<string> => pairs(definition, arePeered);

/** The same of networks that are peered with the same one, and not with each other. */
export const spokePairs = (definition: Definition): Set<string> =>
  pairs(
    definition,
    (one, other) =>
      !arePeered(one, other) &&
      definition.virtualNetworks.some((hub) => arePeered(one, hub) && arePeered(other, hub)),
  );

function pairs(
  { virtualNetworks }: Definition,
  areWanted: (one: VirtualNetwork, other: VirtualNetwork) => boolean,
): Set<string> {
  const withPeerings = virtualNetworks.filter(({ virtualNetworkPeerings }) => virtualNetworkPeerings);
  return new Set(
    withPeerings.flatMap((one) =>
      withPeerings
        .filter((other) => other !== one && areWanted(one, other))
        .map((other) => `${shown(one.name)} ${shown(other.name)}`),
    ),
  );
}
