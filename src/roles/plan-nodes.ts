import { posix } from 'node:path';
import type { Dataplane, NodeTunnel } from '../dataplane/dataplane.ts';
import { strongswanConf } from '../dataplane/strongswan-conf.ts';
import { swanctlConf, swanctlSecrets } from '../dataplane/swanctl-conf.ts';
import { updownScript } from '../dataplane/updown.ts';
import { dpdTimersFor, type Profile } from '../definition/profile.ts';
import { tunnelsAt } from '../topology/find.ts';
import type { DeviceNode, InstanceNode, Topology, TopologyNode } from '../topology/topology.ts';
import { addressBatch } from './addresses.ts';
import { type FrrDaemon, startFrr } from './frr.ts';
import { siteFrrConf, virtualNetworkFrrConf } from './frr-core.ts';
import { deviceFrrConf } from './frr-device.ts';
import { instanceFrrConf } from './frr-instance.ts';
import { notReady, silentRouterNftables, tunnelNftables } from './nftables.ts';
import type { NodePlan, PlannedFile } from './node-plan.ts';
import { paths, startScript } from './start-script.ts';
import { statusScript } from './status-script.ts';
import { sysctlsOf } from './sysctls.ts';

/** What the nodes of a lab run depends on, besides the topology. */
export interface Roles {
  readonly profile: Profile;
  readonly dataplane: Dataplane;
}

/** What every node of the topology runs. Pure: the same input gives the same files, to the letter. */
export function planNodes(topology: Topology, roles: Roles): NodePlan[] {
  return topology.nodes.map((node) => planNode(node, topology, roles));
}

export function planNode(node: TopologyNode, topology: Topology, roles: Roles): NodePlan {
  const { profile } = roles;
  switch (node.role) {
    case 'host':
      return plan(node, { lines: [] });
    case 'internet':
      return plan(node, {
        files: [[paths.nftables, silentRouterNftables(node)]],
        lines: [`nft -f ${paths.nftables}`],
      });
    case 'virtual-network':
      return planCore(node, virtualNetworkFrrConf(node, topology, profile), ['zebra', 'bgpd', 'bfdd'], {
        files: [[paths.nftables, silentRouterNftables(node)]],
        lines: [`nft -f ${paths.nftables}`],
      });
    case 'site':
      return planCore(node, siteFrrConf(node, topology, profile), ['zebra', 'staticd', 'bgpd', 'bfdd'], {
        lines: [],
      });
    case 'instance': {
      const frr = instanceFrrConf(node, topology, profile);
      return planSpeaker(node, topology, roles, frr, ['zebra', 'staticd', 'bgpd', 'bfdd']);
    }
    case 'device':
      return planSpeaker(node, topology, roles, deviceFrrConf(node, topology, profile), [
        'zebra',
        'bgpd',
        'bfdd',
      ]);
  }
}

interface Parts {
  readonly files?: readonly (readonly [string, string | PlannedFile])[];
  readonly lines: readonly string[];
  readonly agentOptions?: readonly string[];
  readonly capabilities?: readonly string[];
  readonly devices?: readonly string[];
}

function plan(node: TopologyNode, parts: Parts): NodePlan {
  const { files = [], lines, agentOptions = [], capabilities = [], devices = [] } = parts;
  const start = startScript(node.name, [`ip -batch ${paths.network}`, ...lines]);
  const links = [...node.interfaces, ...node.bridges].flatMap(({ name }) => ['--wait-link', name]);
  return {
    node: node.name,
    files: new Map<string, PlannedFile>([
      [paths.network, { content: addressBatch(node) }],
      [paths.start, { content: start, mode: 0o755 }],
      ...files.map(([path, file]): [string, PlannedFile] => [
        path,
        typeof file === 'string' ? { content: file } : file,
      ]),
    ]),
    command: ['switchover-agent', ...links, ...agentOptions, '--', paths.start],
    capabilities: ['NET_ADMIN', 'NET_RAW', ...capabilities],
    devices,
    sysctls: sysctlsOf(node),
  };
}

/** FRR's daemons end at once without CAP_SYS_ADMIN. */
const frrCapabilities = ['SYS_ADMIN'];

/** A router with FRR and without tunnels; `extra` is what it has before FRR starts. */
function planCore(
  node: TopologyNode,
  frrConf: string,
  daemons: readonly FrrDaemon[],
  extra: Parts,
): NodePlan {
  return plan(node, {
    files: [
      ...(extra.files ?? []),
      [paths.frr, frrConf],
      [paths.status, { content: statusScript([]), mode: 0o755 }],
    ],
    lines: [...extra.lines, ...startFrr(daemons)],
    capabilities: frrCapabilities,
  });
}

/** A gateway instance or a device: IPsec and BGP. */
function planSpeaker(
  node: InstanceNode | DeviceNode,
  topology: Topology,
  { profile, dataplane }: Roles,
  frrConf: string,
  daemons: readonly FrrDaemon[],
): NodePlan {
  const tunnels = tunnelsAt(topology, node.name).map(
    (tunnel): NodeTunnel => ({
      ...tunnel,
      side: node.role === 'instance' ? 'azure' : 'device',
      dpd:
        tunnel.tunnel.dpdTimeoutSeconds === undefined
          ? profile.dpd
          : dpdTimersFor(tunnel.tunnel.dpdTimeoutSeconds),
    }),
  );
  const charons = dataplane.charons(tunnels);
  const load = charons.map(
    ({ strongswanConf, swanctlConf, viciSocket }) =>
      `STRONGSWAN_CONF=${strongswanConf} swanctl --load-all --noprompt --file ${swanctlConf} --uri unix://${viciSocket}`,
  );
  // A peer that does not yet know a connection refuses it, and charon takes that for an answer. So the end that
  // starts IKE is told when to, and the other one hears nothing until it knows its connections.
  const initiates = tunnels.some((tunnel) => tunnel.initiates);
  return plan(node, {
    files: [
      [paths.frr, frrConf],
      [
        paths.nftables,
        tunnelNftables(tunnels, [...(initiates ? [] : notReady), ...dataplane.nftables(tunnels)]),
      ],
      [paths.status, { content: statusScript(charons), mode: 0o755 }],
      [paths.updown, { content: updownScript, mode: 0o755 }],
      ...(initiates
        ? [[paths.connect, { content: ['#!/bin/sh -eu', ...load, ''].join('\n'), mode: 0o755 }] as const]
        : []),
      ...charons.flatMap((charon) => [
        [charon.strongswanConf, strongswanConf(charon)] as const,
        [charon.swanctlConf, swanctlConf(charon)] as const,
        [
          `${posix.dirname(charon.swanctlConf)}/secrets.conf`,
          { content: swanctlSecrets(charon), mode: 0o600 },
        ] as const,
      ]),
    ],
    lines: [
      `nft -f ${paths.nftables}`,
      ...dataplane.startLines(tunnels),
      ...startFrr(daemons),
      ...(initiates ? [] : [...load, 'nft delete table inet not-ready']),
    ],
    agentOptions: charons.flatMap(({ name, viciSocket }) => ['--vici', `${name}=${viciSocket}`]),
    capabilities: frrCapabilities,
    devices: dataplane.devices,
  });
}
