import { azureIpsec } from '../../definition/azure/ipsec.ts';
import type { DeviceRouting } from '../../definition/device-routing.ts';
import { type LocalTunnel, publicAddressesOf } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { TopologyNode } from '../../topology/topology-node.ts';
import { tunnelInterfacePrefix } from '../../topology/tunnel-interface.ts';
import { refusal } from './beyond-the-lab.ts';
import { oneOf } from './one-of.ts';
import { spokesApart } from './spokes.ts';
import { spreadClients } from './spread-clients.ts';
import { translation } from './translation.ts';

/**
 * Minutes after which an ended flow is forgotten. Otherwise the flows of many trials would fill the counters. This is
 * longer than any trial waits for a flow to come back.
 */
const rememberedMinutes = 15;

/**
 * nftables.conf of a node with tunnels: Azure's MSS clamp, and a counter for every UDP flow that enters a tunnel, which
 * tells the lab the path of the flow; and the TCP connections that enter it.
 */
export function tunnelNftables(
  tunnels: readonly LocalTunnel[],
  dataplaneRules: readonly string[],
  mss: DeviceRouting['mssClamp'] = azureIpsec.maximumSegmentSize.value,
): string {
  const names = tunnels.map((tunnel) => tunnel.interface);
  return [
    'flush ruleset',
    'table inet tunnels {',
    ...names.flatMap((name) => [...flowSet(name), ...flowSet(tcpSet(name))]),
    '  chain forward {',
    '    type filter hook forward priority mangle;',
    ...mssClamp(mss),
    ...names.flatMap((name) => [
      `    oifname "${name}" update @${name} { ip saddr . ip daddr . udp sport . udp dport }`,
      `    oifname "${name}" update @${tcpSet(name)} { ip saddr . ip daddr . tcp sport . tcp dport }`,
    ]),
    '  }',
    '}',
    ...ignoredPeers(tunnels),
    ...dataplaneRules,
    '',
  ].join('\n');
}

/** Lowers the MSS of the connections through all tunnels, in both directions; the kernel raises none. */
function mssClamp(mss: number | 'none'): string[] {
  if (mss === 'none') return [];
  return [
    mss === azureIpsec.maximumSegmentSize.value
      ? `    # TCP MSS ${mss}, as Azure asks of its peers (About VPN devices).`
      : `    # TCP MSS ${mss}, which this device has of its own.`,
    ...['oifname', 'iifname'].map(
      (way) =>
        `    ${way} "${tunnelInterfacePrefix}*" tcp flags & (syn | rst) == syn tcp option maxseg size set ${mss}`,
    ),
  ];
}

/**
 * Drops what the peers of connections in mode InitiatorOnly start. The gateway's own requests have the same ports, so only
 * requests of IKE_SA_INIT are dropped.
 */
function ignoredPeers(tunnels: readonly LocalTunnel[]): string[] {
  const ignored = tunnels.filter(({ local }) => local.ignoresPeer);
  if (ignored.length === 0) return [];
  return [
    '# InitiatorOnly: IKE that the peer starts is ignored.',
    'table inet initiator-only {',
    '  chain prerouting {',
    '    type filter hook prerouting priority mangle;',
    ...ignored.flatMap(({ local, remote }) =>
      beginnings.map(
        (beginning) =>
          `    ip saddr ${oneOf(publicAddressesOf(remote))} ip daddr ${local.publicAddress} ${beginning} drop`,
      ),
    ),
    '  }',
    '}',
  ];
}

/**
 * Matches for requests of IKE_SA_INIT (exchange type 34, the flags of an initiator and no response: RFC 7296, 3.1), on
 * port 4500 behind four zero bytes (RFC 3948, 2.2).
 */
const beginnings = [
  'udp dport 500 @th,208,8 34 @th,216,8 & 0x28 == 0x08',
  'udp dport 4500 @th,64,32 0 @th,240,8 34 @th,248,8 & 0x28 == 0x08',
];

/** The set with the TCP connections that enter a tunnel, by the tunnel's device. */
export const tcpSet = (tunnelInterface: string): string => `tcp-${tunnelInterface}`;

const flowSet = (name: string): string[] => [
  `  set ${name} {`,
  '    type ipv4_addr . ipv4_addr . inet_service . inet_service',
  '    flags dynamic, timeout',
  `    timeout ${rememberedMinutes}m`,
  '    size 16384',
  '    counter',
  '  }',
];

/** Command that lets IKE in. */
export const knowsItsConnections = 'nft delete table inet not-ready';

/** Drops IKE that others start, but not the answers to this node's own requests, until the table is deleted. */
export const notReady: readonly string[] = [
  '# Until this node knows its connections.',
  'table inet not-ready {',
  '  chain prerouting {',
  '    type filter hook prerouting priority mangle;',
  '    udp dport { 500, 4500 } ct state new drop',
  '  }',
  '}',
];

/**
 * The same for a node that has run before, as shell commands. The packets of its peers belong to known flows, so only
 * requests of IKE_SA_INIT are dropped, until the script ends.
 */
export const notReadyAgain: readonly string[] = [
  "trap 'nft delete table inet not-ready' EXIT",
  `nft '${[
    'add table inet not-ready',
    'add chain inet not-ready prerouting { type filter hook prerouting priority mangle; }',
    ...beginnings.map((beginning) => `add rule inet not-ready prerouting ${beginning} drop`),
  ].join('; ')}'`,
];

/**
 * Azure's fabric and the public network do not tell a sender that its destination is gone: a dead machine there is
 * silent.
 */
export function silentRouterNftables(node: TopologyNode, topology: Topology): string {
  return routerNftables([
    `# ${node.name} never tells a sender that an address does not answer.`,
    'table inet silence {',
    '  chain output {',
    '    type filter hook output priority filter;',
    '    icmp type destination-unreachable icmp code { net-unreachable, host-unreachable } drop',
    '    icmp type redirect drop',
    '  }',
    '}',
    ...(node.role === 'virtual-network' ? spokesApart(node) : []),
    ...(node.role === 'internet' ? [...translation(node), ...spreadClients(node)] : []),
    ...refusal(topology),
  ]);
}

/** nftables.conf of a router of the lab. */
export const routerNftables = (rules: readonly string[]): string =>
  ['flush ruleset', ...rules, ''].join('\n');
