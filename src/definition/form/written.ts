import * as z from 'zod';
import type { KnownFault } from '../known-fault.ts';
import { labLimits } from '../lab-limits.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import { address, line, shortName } from './value-checks.ts';
import { connectionForm } from './written-connections.ts';
import { faultForms } from './written-faults.ts';
import { gatewayForms } from './written-gateways.ts';
import { virtualNetworkForm } from './written-networks.ts';
import { siteForm } from './written-sites.ts';

/** A lab file, or an ARM template mapped onto it, as written. Everything with a default may be missing. */
export type WrittenDefinition = z.output<WrittenForm>;

export type WrittenForm = ReturnType<typeof writtenForm>;

function writtenForm(leaf: Leaf, faults: readonly KnownFault[]) {
  const { text, optionalText, reference, optionalList, someOf } = formKit(leaf);
  const virtualNetwork = virtualNetworkForm(leaf);
  const { virtualNetworkGateway, localNetworkGateway } = gatewayForms(leaf);
  const connection = connectionForm(leaf);
  const site = siteForm(leaf);
  const vpnClient = z.strictObject({
    name: text(shortName).describe('Name of the client: lower-case letters, digits, hyphens.'),
    virtualNetworkGateway: reference('Name of the VPN gateway that it connects to.'),
    ipAddress: optionalText(address).describe(
      'Its public IP address. Default: the next free one of 198.51.100.0/24.',
    ),
  });
  const trafficPair = z.strictObject({
    from: reference('Name of a virtual machine, of a host of a site, or of a VPN client.'),
    to: reference('Name of the other end: any of these, also of the same kind (branch to branch).'),
  });
  const { expectation, event } = faultForms(leaf, faults);

  return z.strictObject({
    name: text(shortName).describe('Name of the lab: lower-case letters, digits, hyphens.'),
    summary: optionalText(line).describe('One line that says what the lab shows.'),
    virtualNetworks: someOf(virtualNetwork, labLimits.networks).describe(
      'The virtual networks (Microsoft.Network/virtualNetworks).',
    ),
    virtualNetworkGateways: someOf(virtualNetworkGateway, labLimits.networks).describe(
      'The VPN gateways (Microsoft.Network/virtualNetworkGateways).',
    ),
    localNetworkGateways: optionalList(localNetworkGateway, labLimits.connections).describe(
      'The local network gateways (Microsoft.Network/localNetworkGateways).',
    ),
    connections: someOf(connection, labLimits.connections).describe(
      'The connections between them (Microsoft.Network/connections).',
    ),
    sites: optionalList(site, labLimits.sites).describe(
      'The on-premises side, which Azure knows only as local network gateways.',
    ),
    vpnClients: optionalList(vpnClient, labLimits.hosts).describe('Clients of a point-to-site gateway.'),
    traffic: optionalList(trafficPair, labLimits.trafficPairs).describe(
      'Between which ends traffic is measured, in both directions. Default: the first virtual machine and the first host of a site.',
    ),
    expect: optionalList(expectation, labLimits.cases).describe(
      'The faults to inject into this lab, and the limits for recovery: the cases of `switchover labs`.',
    ),
    scenario: leaf(z.array(event).min(1).max(labLimits.cases.most).optional(), undefined).describe(
      'Faults with their times, in order: the steps of the fault `scenario`.',
    ),
  });
}

/** Reports all faults in the form of a file, but does not check its parts against each other. */
export const writtenDefinition = (faults: readonly KnownFault[]) => writtenForm((schema) => schema, faults);

/** Accepts any object without unknown properties. Wrong values become empty, and every rule skips empty values. */
export const salvagedDefinition = (faults: readonly KnownFault[]) =>
  writtenForm((schema, fallback) => schema.catch(fallback), faults);
