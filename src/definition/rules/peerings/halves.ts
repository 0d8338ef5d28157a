import { shown } from '../../../base/quote.ts';
import { halfTo } from '../../peerings.ts';
import { repetitions } from '../placed.ts';
import type { Rule } from '../rule.ts';
import { placedPeerings } from './placed-peerings.ts';

export const peeringBackMissing: Rule = {
  name: 'peering-back-missing',
  severity: 'error',
  source:
    'Virtual network peering: each network has a peering to the other one; with one of them the state is Initiated, and no packet passes.',
  *check(definition) {
    const peerings = placedPeerings(definition);
    for (const { half, network, remote } of peerings) {
      if (!remote || network.value.name === '' || halfTo(remote.value, network.value.name)) continue;
      // One of its peerings with a mistyped name may be the missing one.
      if (peerings.some((one) => one.network.value === remote.value && !one.remote)) continue;
      yield {
        path: [...half.path, 'remoteVirtualNetwork'],
        basis: [[...remote.path, 'virtualNetworkPeerings']],
        message: `${shown(network.value.name)} has a peering to ${shown(remote.value.name)}, which has none back: no packet passes.`,
        advice: `Add a peering to ${shown(network.value.name)} at ${shown(remote.value.name)}.`,
      };
    }
  },
};

export const peeringTwice: Rule = {
  name: 'AnotherPeeringAlreadyReferencesRemoteVnet',
  severity: 'error',
  source: "Azure's code when a network gets a second peering to the same network.",
  *check(definition) {
    const halves = placedPeerings(definition).filter(({ remote }) => remote);
    const keyOf = ({ network, remote }: (typeof halves)[number]) =>
      `${network.value.name} ${remote?.value.name}`;
    for (const { first, again } of repetitions(halves, keyOf)) {
      yield {
        path: again.half.path,
        basis: [first.half.path],
        message: `${shown(again.network.value.name)} has two peerings to ${shown(again.half.value.remoteVirtualNetwork)}.`,
        advice: 'Leave one of them out.',
      };
    }
  },
};
