import type { NodeTunnel } from '../dataplane/dataplane.ts';
import type { Topology, TopologyNode } from '../topology/topology.ts';
import { refusal } from './beyond-the-lab.ts';

/**
 * Minutes after which a flow that has ended is forgotten: many trials with flows of their own would fill the counters.
 * Longer than any trial waits for a flow to come back.
 */
const rememberedMinutes = 15;

/**
 * nftables.conf of a node with tunnels: Azure's MSS clamp, and a counter for every UDP flow that goes into a tunnel,
 * which is how the lab knows which path a flow takes.
 */
export function tunnelNftables(tunnels: readonly NodeTunnel[], dataplaneRules: readonly string[]): string {
  const names = tunnels.map((tunnel) => tunnel.interface);
  return [
    'flush ruleset',
    'table inet tunnels {',
    ...names.flatMap((name) => [
      `  set ${name} {`,
      '    type ipv4_addr . ipv4_addr . inet_service . inet_service',
      '    flags dynamic, timeout',
      `    timeout ${rememberedMinutes}m`,
      '    size 16384',
      '    counter',
      '  }',
    ]),
    '  chain forward {',
    '    type filter hook forward priority mangle;',
    '    # TCP MSS 1350, as Azure asks of its peers (About VPN devices).',
    '    oifname "ipsec*" tcp flags & (syn | rst) == syn tcp option maxseg size set 1350',
    '    iifname "ipsec*" tcp flags & (syn | rst) == syn tcp option maxseg size set 1350',
    ...names.map(
      (name) => `    oifname "${name}" update @${name} { ip saddr . ip daddr . udp sport . udp dport }`,
    ),
    '  }',
    '}',
    ...dataplaneRules,
    '',
  ].join('\n');
}

/** Lets IKE in. */
export const knowsItsConnections = 'nft delete table inet not-ready';

/** Drops what others begin, not the answers to what this node began, until somebody deletes the table. */
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
 * Azure's fabric and the public network do not tell a sender that the address it sends to is gone: a machine that
 * died there is silent.
 */
export function silentRouterNftables(node: TopologyNode, topology: Topology): string {
  return routerNftables([
    `# ${node.name} never tells a sender that nobody is there.`,
    'table inet silence {',
    '  chain output {',
    '    type filter hook output priority filter;',
    '    icmp type destination-unreachable icmp code { net-unreachable, host-unreachable } drop',
    '    icmp type redirect drop',
    '  }',
    '}',
    ...refusal(topology),
  ]);
}

/** A router of a lab, in the words of nftables. */
export const routerNftables = (rules: readonly string[]): string =>
  ['flush ruleset', ...rules, ''].join('\n');
