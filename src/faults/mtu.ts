import * as z from 'zod';
import { prefixContains, withoutHostBits } from '../base/addresses.ts';
import { spanOf } from '../base/bracket.ts';
import { nothingBroken } from '../topology/broken.ts';
import { nodeNamed } from '../topology/find.ts';
import { isPublicPort } from '../topology/public-network.ts';
import type { Topology } from '../topology/topology.ts';
import { fault } from './kit/define-fault.ts';
import { FaultError } from './kit/fault-error.ts';
import { checkLink, firstPublicLink, linkOf, tunnelsOver } from './kit/link.ts';
import { deleteTable, tableName } from './kit/packet-filter.ts';
import { lasting } from './kit/parameters.ts';
import type { UndoStep } from './kit/undo-step.ts';

/** Of Ethernet, which every wire of a lab has. */
const usualBytes = 1500;

/**
 * A line carries packets of fewer bytes than before: PPPoE, another tunnel, a provider's change. What is larger is dropped
 * without a word, as where a firewall drops ICMP (RFC 2923, 2.1), or its sender is told (RFC 1191). Small packets pass, so
 * tunnels, sessions and pings look well.
 */
export const mtu = fault({
  name: 'mtu',
  summary: 'a line drops packets above a size, silently or with an ICMP message to the sender',
  usualTarget: 'the public link of the first device',
  parameters: {
    ...lasting,
    bytes: z
      .int()
      .min(576)
      .max(usualBytes - 1)
      .default(1300)
      .describe('The largest packet that the line carries, with the headers of IPsec. Default: 1300.'),
    icmp: z
      .boolean()
      .default(false)
      .describe(
        'true: whoever sends a larger one is told (ICMP fragmentation needed). Default: false, nobody is.',
      ),
  },
  targetKinds: ['link'],
  measuresLargePackets: true,
  notice: () => 'nobody',
  targets: firstPublicLink,
  check: ({ topology }, { target, parameters: { icmp } }) =>
    checkLink(topology, target) ??
    notPublic(topology, target) ??
    (icmp ? noRouter(topology, target) : undefined),
  breaks: () => nothingBroken,
  undo({ topology, profile }, { target, parameters: { icmp, lastsSeconds } }) {
    const afterSeconds = lastsSeconds ?? profile.repairSeconds;
    const step = (node: string, script: string): UndoStep => ({ kind: 'run', node, script, afterSeconds });
    if (!icmp)
      return endsOf(topology, target).map(({ node, port }) =>
        step(node, deleteTable('netdev', tableName('mtu', port))),
      );
    const { node, port, router, bridge } = routedLine(topology, target);
    return [
      step(router, `ip route del ${port.address}/32 dev ${bridge} 2>/dev/null || true`),
      step(node, `ip link set ${port.name} mtu ${usualBytes}`),
    ];
  },
  async apply(bench, { target, parameters: { bytes, icmp } }) {
    if (!icmp) {
      const moments = endsOf(bench.topology, target).map(({ node, port }) => {
        const table = tableName('mtu', port);
        return bench.changeFilter(node, {
          prepare: `table netdev ${table} {\n  chain in { type filter hook ingress device "${port}" priority 0; }\n}\n`,
          apply: `add rule netdev ${table} in meta length > ${bytes} counter drop`,
        });
      });
      return spanOf(await Promise.all(moments));
    }
    const { node, port, router, bridge } = routedLine(bench.topology, target);
    return spanOf(
      await Promise.all([
        bench.timed(router, `ip route replace ${port.address}/32 dev ${bridge} mtu ${bytes}`),
        bench.timed(node, `ip link set ${port.name} mtu ${bytes}`),
      ]),
    );
  },
  async verify(bench, { target, parameters: { bytes, icmp } }) {
    if (icmp) {
      const { node, port, router } = routedLine(bench.topology, target);
      const shown = await bench.run(router, `ip route show ${port.address}/32`);
      if (!shown.includes(`mtu ${bytes}`))
        throw new FaultError(`${router} sends packets of any size to ${node}.`, { node: router });
      return;
    }
    for (const { node, port } of endsOf(bench.topology, target)) {
      const shown = await bench.run(node, `nft list table netdev ${tableName('mtu', port)}`);
      if (!shown.includes('drop'))
        throw new FaultError(`${port} of ${node} takes packets of any size.`, { node });
    }
  },
});

/** Each end drops what arrives there. */
function endsOf(topology: Topology, target: string) {
  const { node, port, far } = linkOf(topology, target);
  return [{ node, port: port.name }, far];
}

function notPublic(topology: Topology, target: string): string | undefined {
  const { node, port } = linkOf(topology, target);
  if (isPublicPort(port.name)) return undefined;
  return `${node}:${port.name} is no public link: this happens to a line on which packets are in tunnels.`;
}

/** A device's line, and the router and its segment in front of it. Behind NAT the router knows the private address. */
function routedLine(topology: Topology, target: string) {
  const { node, port } = linkOf(topology, target);
  return { node, port, router: port.attachedTo.node, bridge: port.attachedTo.bridge };
}

/** Why no router is there that could tell the senders; undefined when there is one. */
function noRouter(topology: Topology, target: string): string | undefined {
  const { node, port } = linkOf(topology, target);
  if (nodeNamed(topology, node).role !== 'device')
    return `${node} is not a device, and icmp=true is for lines of devices.`;
  const neighbour = tunnelsOver(topology, node, port.name).find(({ remote }) =>
    isOnSegment(port.address, remote.publicAddress),
  );
  return neighbour === undefined
    ? undefined
    : `No router is between ${node} and ${neighbour.remote.publicAddress}, in the same /24, so nobody could tell the senders.`;
}

const isOnSegment = (own: string, address: string): boolean =>
  prefixContains(withoutHostBits(`${own}/24`) ?? `${own}/32`, address);
