import { azureBgp } from './azure/bgp.ts';
import { azureGateways } from './azure/gateways.ts';
import { mostTunnels } from './azure/skus.ts';

/** How many items a list of a lab file may have. */
export interface LabLimit {
  readonly what: string;
  readonly most: number;
  readonly reason: string;
}

const mostGateways = 32;

/** The limits of a lab: what Azure allows, or what a laptop carries where that is less. */
export const labLimits = {
  connections: {
    what: 'Connections, and local network gateways',
    most: 256,
    reason:
      'Each stands for a device, which takes about 40 MiB with two tunnels (measured: 2.1 GiB for 50 devices and 100 tunnels). So many take about 10 GiB.',
  },
  networks: {
    what: 'Virtual networks, and VPN gateways',
    most: mostGateways,
    reason: 'A network with its gateway is three machines. So many take about 3 GiB.',
  },
  sites: {
    what: 'Sites',
    most: mostTunnels,
    reason: 'As many as one gateway can reach, because each needs a tunnel of its own.',
  },
  devices: {
    what: 'Devices of a site',
    most: mostTunnels,
    reason: 'A router uses so many equal paths at once, one for each tunnel that a gateway can have.',
  },
  lines: {
    what: 'Internet lines of a device, each with its local network gateway',
    most: 4,
    reason:
      'Two have been up together; more than a few are rare. Each has a tunnel to every instance, a routing table, and an alias of the gateway.',
  },
  peers: {
    what: 'Public IP addresses that a device has tunnels to',
    most: mostGateways * azureGateways.instances.value,
    reason: 'So many the instances of all gateways have.',
  },
  customAddresses: {
    what: 'Custom BGP addresses of an instance',
    most: mostTunnels,
    reason: 'A connection uses one of them, and a gateway has so many tunnels.',
  },
  hosts: {
    what: 'Hosts of a site, virtual machines of a network, and VPN clients',
    most: 128,
    reason: 'Each is a machine, and the flows run between two of them.',
  },
  subnets: {
    what: 'Subnets of a virtual network',
    most: 256,
    reason: 'Each is a bridge in one container. Azure allows 3000.',
  },
  prefixes: {
    what: 'Prefixes of a virtual network, of a local network gateway, or of a site',
    most: azureBgp.prefixLimit.value + 1,
    reason:
      'One more than a BGP peer may announce to Azure. If a site has so many, the gateway drops the session, and up ends with what is missing.',
  },
  selectorRanges: {
    what: 'Ranges at one end of a traffic selector',
    most: 32,
    reason: 'Each pair of them is a policy of the kernel in three directions: 3072 for one SA.',
  },
  pools: {
    what: 'Prefixes of a client address pool',
    most: 32,
    reason: 'strongSwan gets each as a pool of its own.',
  },
  trafficPairs: {
    what: 'Pairs of ends in traffic',
    most: 16,
    reason: 'Each has flows of its own in both directions, two each at least.',
  },
  cases: {
    what: 'Cases in expect, and steps of a scenario',
    most: 128,
    reason: 'A case takes a minute or more, so these take hours.',
  },
} as const satisfies Readonly<Record<string, LabLimit>>;

/** How many times a device may prepend its ASN. Paths are compared by length, so a few repetitions are enough. */
export const mostPrepends = 8;
