import { isAddress, isPrefix, prefixContains } from '../address.ts';
import type { Definition } from '../definition.ts';
import type { Path } from '../path.ts';
import { shown } from '../quote.ts';
import {
  placed,
  placedGateways,
  placedLocalGateways,
  placedNetworks,
  placedSites,
  repetitions,
} from './placed.ts';
import type { Rule } from './rule.ts';

export const duplicateGatewayIpAddress: Rule = {
  name: 'duplicate-gateway-ip-address',
  severity: 'error',
  source: 'Article, "Multiple on-premises VPN devices", 2. Azure\'s own code for it is not known.',
  *check(definition) {
    const gateways = placedLocalGateways(definition);
    for (const { first, again } of repetitions(gateways, ({ value }) => known(value.gatewayIpAddress))) {
      yield {
        path: [...again.path, 'gatewayIpAddress'],
        basis: [[...first.path, 'gatewayIpAddress']],
        message: `${shown(first.value.name)} and ${shown(again.value.name)} both have the gateway IP address ${again.value.gatewayIpAddress}.`,
        advice:
          'Give each local network gateway the public address of its own device (article, "Multiple on-premises VPN devices", 2).',
      };
    }
  },
};

export const duplicateBgpPeeringAddress: Rule = {
  name: 'duplicate-bgp-peering-address',
  severity: 'error',
  source: 'Article, "Multiple on-premises VPN devices", 3. Azure\'s own code for it is not known.',
  *check(definition) {
    const gateways = placedLocalGateways(definition);
    const addressOf = ({ value }: (typeof gateways)[number]) => known(value.bgpSettings?.bgpPeeringAddress);
    for (const { first, again } of repetitions(gateways, addressOf)) {
      yield {
        path: [...again.path, 'bgpSettings', 'bgpPeeringAddress'],
        basis: [[...first.path, 'bgpSettings', 'bgpPeeringAddress']],
        message: `${shown(first.value.name)} and ${shown(again.value.name)} both have the BGP peer IP address ${addressOf(again)}.`,
        advice:
          'Give each local network gateway the BGP address of its own device (article, "Multiple on-premises VPN devices", 3).',
      };
    }
  },
};

export const duplicateAddress: Rule = {
  name: 'duplicate-address',
  severity: 'error',
  source: 'An address belongs to one node.',
  *check(definition) {
    for (const { first, again } of repetitions(addresses(definition), ({ address }) => known(address))) {
      // These two have rules of their own, which say more.
      if (first.what === again.what && (first.what === devicePublic || first.what === deviceBgp)) continue;
      // So does this one.
      if (first.owner === again.owner && first.what === devicePublic && again.what === deviceBgp) continue;
      yield {
        path: again.path,
        basis: [first.path],
        message: `${again.address} is both the ${first.what} of ${first.owner} and the ${again.what} of ${again.owner}.`,
        advice: 'Give each of them an address of its own.',
      };
    }
  },
};

export const publicAddressInside: Rule = {
  name: 'public-address-in-private-space',
  severity: 'error',
  source: 'A tunnel cannot carry the packets to its own outer address.',
  *check(definition) {
    const spaces = [
      ...placedNetworks(definition).map(({ value, path }) => ({
        ...value,
        path: [...path, 'addressPrefixes'],
      })),
      ...placedSites(definition).map(({ value, path }) => ({ ...value, path: [...path, 'addressPrefixes'] })),
    ];
    const outer = addresses(definition).filter(({ what }) => what === devicePublic || what === gatewayPublic);
    for (const { owner, what, address, path } of outer.filter(({ address }) => isAddress(address))) {
      for (const space of spaces) {
        const prefix = space.addressPrefixes.find(
          (prefix) => isPrefix(prefix) && prefixContains(prefix, address),
        );
        if (prefix === undefined) continue;
        yield {
          path,
          message: `${address}, the ${what} of ${owner}, is inside of ${prefix}, which belongs to ${shown(space.name)}.`,
          advice:
            'Use an address that is outside of all virtual networks and sites: the tunnel itself leads there.',
        };
      }
    }
  },
};

const gatewayPublic = 'public IP address';
const devicePublic = 'gateway IP address';
const deviceBgp = 'BGP peer IP address';

interface OwnedAddress {
  readonly owner: string;
  readonly what: string;
  readonly address: string;
  readonly path: Path;
}

function addresses(definition: Definition): OwnedAddress[] {
  return [
    ...placedGateways(definition).flatMap(({ value: gateway, path }) => [
      ...placed(gateway.publicIPAddresses, [...path, 'publicIPAddresses']).map((address) => ({
        owner: shown(address.value.name),
        what: gatewayPublic,
        address: address.value.ipAddress,
        path: [...address.path, 'ipAddress'],
      })),
      ...placed(gateway.bgpSettings.bgpPeeringAddresses, [...path, 'bgpSettings', 'bgpPeeringAddresses']).map(
        (address) => ({
          owner: shown(gateway.name),
          what: 'BGP peer IP address of an instance',
          address: address.value,
          path: address.path,
        }),
      ),
    ]),
    ...placedLocalGateways(definition).map(({ value, path }) => ({
      owner: shown(value.name),
      what: devicePublic,
      address: value.gatewayIpAddress,
      path: [...path, 'gatewayIpAddress'],
    })),
    ...placedLocalGateways(definition).map(({ value, path }) => ({
      owner: shown(value.name),
      what: deviceBgp,
      address: value.bgpSettings?.bgpPeeringAddress ?? '',
      path: [...path, 'bgpSettings', 'bgpPeeringAddress'],
    })),
    ...placedNetworks(definition).flatMap((network) =>
      placed(network.value.virtualMachines, [...network.path, 'virtualMachines']).map(({ value, path }) => ({
        owner: shown(value.name),
        what: 'private IP address',
        address: value.privateIPAddress,
        path: [...path, 'privateIPAddress'],
      })),
    ),
    ...placedSites(definition).flatMap((site) =>
      placed(site.value.hosts, [...site.path, 'hosts']).map(({ value, path }) => ({
        owner: shown(value.name),
        what: 'IP address',
        address: value.ipAddress,
        path: [...path, 'ipAddress'],
      })),
    ),
  ];
}

const known = (address: string | undefined) =>
  address !== undefined && isAddress(address) ? address : undefined;
