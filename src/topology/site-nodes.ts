import { addressAt, prefixLength } from '../base/addresses.ts';
import type { Device, LocalNetworkGateway, Site } from '../definition/definition.ts';
import { pairEndings } from '../definition/device-pair.ts';
import { siteAddresses } from '../definition/site-addresses.ts';
import type { NodeNames } from './node-name.ts';
import { linePort, type PublicNetwork } from './public-network.ts';
import type {
  DeviceLine,
  DeviceNode,
  HostNode,
  Interface,
  PairOfDevices,
  SiteNode,
} from './topology-node.ts';

/** The port of a device on the LAN of its site. */
export const sitePort = 'lan0';

/** A device of the definition, or one of the two that it is. */
interface Machine {
  readonly device: Device;
  readonly name: string;
  readonly pair?: PairOfDevices;
}

interface Surroundings {
  readonly names: NodeNames;
  readonly internet: PublicNetwork;
}

/** ASN for routing inside a site that has no ASN towards Azure (RFC 6996, private use). */
const innerAsn = 64512;

/**
 * The core router of a site, its VPN devices and its hosts, all on one LAN: the site's first prefix, with the
 * router first, the devices after it, and hosts where the definition puts them.
 */
export function siteNodes(
  site: Site,
  localNetworkGateways: ReadonlyMap<string, LocalNetworkGateway>,
  { names, internet }: Surroundings,
): (SiteNode | DeviceNode | HostNode)[] {
  const [lanPrefix] = site.addressPrefixes;
  if (lanPrefix === undefined) throw new Error(`Site ${site.name} has no address prefix.`);
  const name = names.take(site.name);
  const { router: routerIndex, firstDevice: firstDeviceIndex } = siteAddresses(site.devices);
  const lan = {
    name: 'lan',
    address: addressAt(lanPrefix, routerIndex),
    prefixLength: prefixLength(lanPrefix),
  };
  const port = (interfaceName: string, address: string) => ({
    name: interfaceName,
    address,
    prefixLength: lan.prefixLength,
    attachedTo: { node: name, bridge: lan.name },
  });

  const machines = site.devices.flatMap((device): Machine[] => {
    const { name, pair } = device;
    if (!pair) return [{ device, name: names.take(name) }];
    const end = names.take(name);
    const [first, second] = pairEndings.map((ending) => names.take(name, ending));
    if (first === undefined || second === undefined) throw new Error(`${name} has no two devices.`);
    const own = { ...pair, name: end, nodes: [first, second] } as const;
    return own.nodes.map((node) => ({ device, name: node, pair: own }));
  });
  const devices = machines.map(({ device, name: machineName, pair }, index): DeviceNode => {
    const gateway = localNetworkGateways.get(device.localNetworkGateway);
    if (!gateway) throw new Error(`Device ${device.name} has no local network gateway.`);
    const { name: _, localNetworkGateway: __, peers: ___, ipsec: ____, pair: _____, ...more } = device;
    const { furtherLocalNetworkGateways = [], behindNat = false, ...routing } = more;
    const wan = pair
      ? internet.attachFloating(gateway.gatewayIpAddress)
      : wanOf(gateway, linePort(0), { internet, behindNat });
    const lines = furtherLocalNetworkGateways.map((line, place) =>
      furtherLine(localNetworkGateways.get(line), 1 + place, { internet, behindNat }),
    );
    return {
      role: 'device',
      name: machineName,
      site: site.name,
      localNetworkGateway: gateway.name,
      asn: asnOf([gateway, ...furtherLocalNetworkGateways.map((line) => localNetworkGateways.get(line))]),
      publicAddress: gateway.gatewayIpAddress,
      ...(behindNat && { privateAddress: wan.interface.address }),
      // Behind NAT the device does not see the change; with several lines its routes are by address.
      ...(gateway.fqdn !== undefined &&
        !behindNat &&
        lines.length === 0 && { secondAddress: internet.spareFor(gateway.gatewayIpAddress) }),
      publicRouter: wan.router,
      ...(gateway.bgpSettings && { bgpAddress: gateway.bgpSettings.bgpPeeringAddress }),
      ...(lines.length > 0 && { furtherLines: lines.map(({ line }) => line) }),
      siteRouter: lan.address,
      ...(pair && { pair }),
      ...routing,
      interfaces: [
        wan.interface,
        ...lines.map(({ port }) => port),
        port(sitePort, addressAt(lanPrefix, firstDeviceIndex + index)),
      ],
      bridges: [],
    };
  });

  const hosts = site.hosts.map(
    (host): HostNode => ({
      role: 'host',
      name: names.take(host.name),
      side: 'site',
      address: host.ipAddress,
      router: lan.address,
      interfaces: [port('eth0', host.ipAddress)],
      bridges: [],
    }),
  );

  const [firstDevice] = devices;
  if (!firstDevice) throw new Error(`Site ${site.name} has no device.`);
  const router: SiteNode = {
    role: 'site',
    name,
    writtenName: site.name,
    prefixes: site.addressPrefixes,
    asn: firstDevice.asn,
    routerId: lan.address,
    interfaces: [],
    bridges: [lan],
  };
  return [router, ...devices, ...hosts];
}

/** A device has one ASN, that of the lines with BGP. */
const asnOf = (lines: readonly (LocalNetworkGateway | undefined)[]): number =>
  lines.find((line) => line?.bgpSettings)?.bgpSettings?.asn ?? innerAsn;

function furtherLine(
  gateway: LocalNetworkGateway | undefined,
  index: number,
  outside: Outside,
): { readonly line: DeviceLine; readonly port: Interface } {
  if (!gateway) throw new Error('A line of a device has no local network gateway.');
  const { name, gatewayIpAddress: publicAddress, bgpSettings } = gateway;
  const port = linePort(index);
  const wan = wanOf(gateway, port, outside);
  return {
    port: wan.interface,
    line: {
      localNetworkGateway: name,
      port,
      publicAddress,
      ...(outside.behindNat && { privateAddress: wan.interface.address }),
      publicRouter: wan.router,
      ...(bgpSettings && { bgpAddress: bgpSettings.bgpPeeringAddress }),
    },
  };
}

interface Outside {
  readonly internet: PublicNetwork;
  readonly behindNat: boolean;
}

const wanOf = ({ gatewayIpAddress }: LocalNetworkGateway, port: string, { internet, behindNat }: Outside) =>
  behindNat ? internet.attachBehindNat(gatewayIpAddress, port) : internet.attach(gatewayIpAddress, port);
