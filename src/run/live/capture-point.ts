import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { listed } from '../../base/listed.ts';
import type { Container } from '../../engine/containers/container.ts';
import type { Engine } from '../../engine/engine.ts';
import { containerOf, type RunningLab, recordOf } from '../../lab/running-labs.ts';
import { type LocalTunnel, tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import { runningNode } from './running-node.ts';

/** Inside a tunnel are the packets of the networks, outside are IKE and ESP. */
export const captureSides = ['inside', 'outside'] as const;
export type CaptureSide = (typeof captureSides)[number];

/** Where packets are captured: a node, one of its interfaces, or `any`, and those that tcpdump's filter chooses. */
export interface CapturePoint {
  readonly container: Container;
  readonly node: string;
  readonly interface: string;
  /** Empty: all packets. */
  readonly filter: string;
}

/** IKE, and ESP with or without UDP around it. Also with the userspace dataplane these are the ports on the wire. */
const ikeAndEsp = '(udp port 500 or udp port 4500 or esp)';

/**
 * Finds where to capture the packets of a node or of a tunnel, in a lab that is up.
 *
 * @param target a node or a tunnel. A node without a side: everything that passes it
 * @throws SwitchoverError (wrong-input) when the lab has no such node or tunnel, or neither end of the tunnel runs
 */
export async function capturePoint(
  engine: Engine,
  lab: RunningLab,
  target: string,
  side: CaptureSide | undefined,
): Promise<CapturePoint> {
  const { topology } = await recordOf(engine, lab);
  const tunnel = topology.tunnels.find(({ name }) => name === target) ?? tunnelOf(topology, target, side);
  if (tunnel) return tunnelPoint(engine, lab, topology, tunnel.name, side ?? 'inside');
  const isKnown = topology.nodes.some(({ name }) => name === target);
  if (!isKnown) throw unknown(lab, topology, target);
  const container = await runningNode(engine, lab, target);
  return { container, node: target, interface: 'any', filter: side === 'outside' ? ikeAndEsp : '' };
}

/** The one tunnel of a node, where its inside is asked for. */
function tunnelOf(topology: Topology, node: string, side: CaptureSide | undefined) {
  if (side !== 'inside') return undefined;
  const tunnels = tunnelsAt(topology, node).map(({ tunnel }) => tunnel);
  if (tunnels.length === 1) return tunnels[0];
  if (!topology.nodes.some(({ name }) => name === node)) return undefined;
  const names = listed(tunnels.map(({ name }) => name));
  throw new SwitchoverError(
    'wrong-input',
    tunnels.length === 0
      ? `${node} has no tunnel.`
      : `${node} has several tunnels. Say which one to look into: ${names}.`,
    { node },
  );
}

/** At the end that has the tunnel now: the addresses of some ends move. */
async function tunnelPoint(
  engine: Engine,
  lab: RunningLab,
  topology: Topology,
  name: string,
  side: CaptureSide,
): Promise<CapturePoint> {
  for (const { node, localAddress, remote, interface: device } of endsOf(topology, name)) {
    const container = containerOf(engine, lab, node);
    const port = container && (await portWith(container, localAddress));
    if (!container || port === undefined) continue;
    return side === 'inside'
      ? { container, node, interface: device, filter: '' }
      : { container, node, interface: port, filter: `host ${remote.publicAddress} and ${ikeAndEsp}` };
  }
  throw new SwitchoverError('wrong-input', `Neither end of ${name} runs.`, { lab: lab.name, target: name });
}

/** Every node that may have an end of the tunnel, the on-premises one first. */
function endsOf(topology: Topology, name: string): (LocalTunnel & { readonly node: string })[] {
  const ends = topology.nodes.flatMap(({ name: node }) =>
    tunnelsAt(topology, node).flatMap((tunnel) => (tunnel.tunnel.name === name ? [{ ...tunnel, node }] : [])),
  );
  const onDevices = ends.filter(({ local }) => local.side === 'device');
  return [...onDevices, ...ends.filter((end) => !onDevices.includes(end))];
}

/** The interface that has an address: the first word of `wan0  UP  203.0.113.10/24`, or of `wan0@if7  UP ...`. */
async function portWith(container: Container, address: string): Promise<string | undefined> {
  const { stdout } = await container.exec(['ip', '-brief', 'address', 'show', 'to', `${address}/32`]);
  return /^[^@\s]+/.exec(stdout)?.[0];
}

function unknown(lab: RunningLab, { nodes, tunnels }: Topology, target: string): SwitchoverError {
  const names = (all: readonly { readonly name: string }[]) => listed(all.map(({ name }) => name));
  return new SwitchoverError(
    'wrong-input',
    `${lab.name} has no node or tunnel "${target}". Nodes: ${names(nodes)}. Tunnels: ${names(tunnels) || 'none'}.`,
    { lab: lab.name, target },
  );
}
