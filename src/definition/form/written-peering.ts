import * as z from 'zod';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import { azureName } from './value-checks.ts';

/** A peering of a virtual network, as written: one half, as in ARM. */
export function peeringForm(leaf: Leaf) {
  const { optionalText, truth } = formKit(leaf);
  return z.strictObject({
    name: optionalText(azureName).describe('Name of the peering. It has no effect in a lab.'),
    // The object comes first: a salvaged value would otherwise always be an empty name.
    remoteVirtualNetwork: z
      .union([
        z.strictObject({
          id: leaf(z.string().min(1), '').describe(
            'The other virtual network: its name, or its resource id, which ends with the name.',
          ),
        }),
        leaf(z.string().min(1), '').describe('Name of the other virtual network.'),
      ])
      .describe('The other virtual network. It has a peering back.'),
    allowGatewayTransit: truth(
      'true: the other virtual network may use the gateway of this one. Default: false.',
    ),
    useRemoteGateways: truth(
      'true: this virtual network is a spoke, and uses the gateway of the other one. Default: false.',
    ),
  });
}
