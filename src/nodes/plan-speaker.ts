import { posix } from 'node:path';
import type { OwnLines } from '../definition/own-lines.ts';
import { floatingAt, nodeNamed, tunnelsAt } from '../topology/find.ts';
import type { FloatingAddresses, Topology } from '../topology/topology.ts';
import type { DeviceNode, InstanceNode } from '../topology/topology-node.ts';
import { tunnelInterfacePrefix } from '../topology/tunnel-interface.ts';
import { charonNeeds, frrNeeds } from './capabilities.ts';
import { deviceFrr } from './frr/frr-device.ts';
import { instanceFrr } from './frr/frr-instance.ts';
import { frrFiles, startFrr } from './frr/start-frr.ts';
import { hostsFile } from './hosts-file.ts';
import { type Charon, type Dataplane, openToLearners } from './ipsec/dataplane.ts';
import { strongswanConf } from './ipsec/strongswan/strongswan-conf.ts';
import { floatingConf, swanctlConf, swanctlSecrets } from './ipsec/strongswan/swanctl-conf.ts';
import { letCharonForgetRoutes, updownScriptOf } from './ipsec/strongswan/updown.ts';
import { keepalivedConf } from './keepalived-conf.ts';
import { type NodePlan, type Parts, plan } from './node-plan.ts';
import { lineAliases } from './packet-filter/line-aliases.ts';
import { knowsItsConnections, notReady, tunnelNftables } from './packet-filter/nftables.ts';
import { statefulFirewall } from './packet-filter/stateful-firewall.ts';
import { clientService } from './point-to-site/client-service.ts';
import { connectScript } from './scripts/connect-script.ts';
import { drainScript } from './scripts/drain-script.ts';
import { loadLine } from './scripts/load-line.ts';
import { restartScript } from './scripts/restart-script.ts';
import { retriedBy, retryScript } from './scripts/retry-script.ts';
import { floatingFile, roleScript, withConnections } from './scripts/role-script.ts';
import { paths } from './scripts/start-script.ts';

/** A gateway instance or a device: IPsec and BGP. */
export function planSpeaker(
  node: InstanceNode | DeviceNode,
  topology: Topology,
  dataplane: Dataplane,
): NodePlan {
  const tunnels = tunnelsAt(topology, node.name);
  const charons = dataplane.charons(tunnels);
  const floating = floatingAt(topology, node.name);
  const hosts = hostsFile(tunnels);
  const clients = clientService(node.name, topology, tunnels.length);
  const daemons = [...charons, ...(clients ? [clients.charon] : [])];
  const frr = node.role === 'instance' ? instanceFrr(node, topology) : deviceFrr(node, topology);
  const frrDaemons = [...frr.keys()];
  // A peer that has not loaded a connection yet refuses it, and charon accepts the refusal as final. So each node drops
  // IKE until it has loaded its connections, and the end that starts IKE is told when to start.
  const begins = floating.length > 0 || tunnels.some(({ initiates }) => initiates);
  const retried = retriedBy(charons);
  return plan(node, {
    files: [
      ...frrFiles(frr),
      ...(hosts === undefined ? [] : [['/etc/hosts', hosts] as const]),
      [
        paths.nftables,
        tunnelNftables(
          tunnels,
          [...notReady, ...dataplane.nftables(tunnels), ...lineAliases(tunnels), ...firewallOf(node)],
          node.role === 'device' ? node.mssClamp : undefined,
        ),
      ],
      [paths.updown, { content: updownScriptOf(tunnels), executable: true }],
      [
        paths.restart,
        { content: restartScript(frrDaemons, { dataplane, tunnels, charons, clients }), executable: true },
      ],
      [paths.drain, { content: drainScript(node.asn, daemons, floating), executable: true }],
      ...(begins
        ? [[paths.connect, { content: connectScript(charons, floating), executable: true }] as const]
        : []),
      ...(retried.length > 0
        ? [
            [
              paths.retry,
              { content: retryScript(retried, topology.tunnelRetrySeconds), executable: true },
            ] as const,
          ]
        : []),
      ...charons.flatMap((charon) => charonFiles(charon, node.role === 'device' ? node.swanctl : undefined)),
      ...(clients?.files ?? []),
      ...floatingFiles(node, topology, { floating, charons: daemons }),
    ],
    // bgpd opens no session in its first second, so that second should not come last.
    beforeLinks: startFrr(frrDaemons),
    // A peer's packet that arrives before the rules creates a tracked flow, which the rules would then no longer match.
    firstLines: [`nft -f ${paths.nftables}`],
    lines: [
      ...(tunnels.some(({ local }) => local.losesRoutes) ? letCharonForgetRoutes : []),
      ...dataplane.startLines(tunnels),
      ...(clients?.startLines ?? []),
      ...openToLearners(daemons),
      ...daemons.map(loadLine),
      knowsItsConnections,
    ],
    status: { charons: daemons, routing: true },
    agentOptions: [
      ...daemons.flatMap(({ name, viciSocket }) => ['--vici', `${name}=${viciSocket}`]),
      ...['--counters', tunnelInterfacePrefix],
    ],
    capabilities: [...frrNeeds, ...charonNeeds],
    devices: dataplane.devices,
  });
}

const firewallOf = (node: InstanceNode | DeviceNode): readonly string[] =>
  node.role === 'device' && node.firewall === 'stateful' ? statefulFirewall : [];

type Files = NonNullable<Parts['files']>;

const charonFiles = (charon: Charon, own: OwnLines | undefined): Files => [
  [charon.strongswanConf, strongswanConf(charon)],
  [charon.swanctlConf, swanctlConf(charon, own)],
  [`${posix.dirname(charon.swanctlConf)}/secrets.conf`, { content: swanctlSecrets(charon), secret: true }],
];

interface Floating {
  readonly floating: readonly FloatingAddresses[];
  readonly charons: readonly Charon[];
}

/** The extra parts of a machine whose addresses can move to another one. */
function floatingFiles(
  node: InstanceNode | DeviceNode,
  topology: Topology,
  { floating, charons }: Floating,
): Files {
  const [group] = floating;
  if (!group) return [];
  const own = node.role === 'device' ? node.swanctl : undefined;
  const sibling = nodeNamed(topology, group.nodes.find((name) => name !== node.name) ?? '');
  return [
    [paths.keepalived, keepalivedConf(node, sibling, floating)],
    [paths.role, { content: roleScript(charons, floating), executable: true }],
    ...floating.flatMap(({ name }) =>
      withConnections(charons, name).map(
        (charon) => [floatingFile(charon, name), floatingConf(charon, name, own)] as const,
      ),
    ),
  ];
}
