import { z } from 'zod';
import type { NodeStatus } from '../../../src/lab/status/node-status.ts';
import { parseNodeStatus } from '../../../src/lab/status/parse-node-status.ts';
import { paths } from '../../../src/nodes/scripts/start-script.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { parseAgentLine } from '../../../src/observations/events/parse-agent-line.ts';
import { nodeOf } from './containers.ts';
import { inNode, vtysh } from './in-node.ts';

/** What the daemons and the kernel of a node report. */
export async function statusOf(id: string, node: string): Promise<NodeStatus> {
  return parseNodeStatus(node, await inNode(id, node, paths.status));
}

/** IPv4 addresses of the neighbours with which a node has an established session. */
export const establishedWith = ({ sessions }: NodeStatus): string[] =>
  sessions
    .filter(({ state }) => state === 'Established')
    .map(({ neighbor }) => neighbor)
    .sort();

const neighborSchema = z.object({
  bgpState: z.string(),
  portLocal: z.number().optional(),
  lastNotificationReason: z.string().optional(),
});

/** What bgpd reports about one neighbour. */
export async function neighborOf(id: string, node: string, neighbor: string) {
  const text = await vtysh(id, node, `show bgp neighbors ${neighbor} json`);
  const found = z.record(z.string(), neighborSchema).parse(JSON.parse(text))[neighbor];
  if (!found) throw new Error(`${node} has no neighbour ${neighbor}.`);
  return found;
}

/** Peers to which a node has a tunnel with an installed child SA. */
export const tunnelsTo = ({ tunnels }: NodeStatus): string[] =>
  tunnels
    .filter(({ child }) => child === 'INSTALLED')
    .map(({ peer }) => peer)
    .sort();

/** Next hops of a node's kernel for a prefix: addresses, or the interface of a next hop without one. */
export const nextHopsTo = ({ routes }: NodeStatus, prefix: string): string[] =>
  routes
    .filter((route) => route.prefix === prefix)
    .flatMap(({ nextHops }) => nextHops.map((hop) => hop.gateway ?? hop.interface))
    .sort();

const interfaceSchema = z.object({
  ifname: z.string(),
  addr_info: z.array(z.object({ local: z.string() })),
});

/** IPv4 addresses of one interface of a node. */
export async function addressesOf(id: string, node: string, port: string): Promise<string[]> {
  const text = await inNode(id, node, 'ip', '-4', '-json', 'address', 'show', 'dev', port);
  return z
    .array(interfaceSchema)
    .parse(JSON.parse(text))
    .flatMap(({ addr_info }) => addr_info.map(({ local }) => local));
}

/** Every event that the node's agent has reported since the node started. */
export async function eventsOf(id: string, node: string): Promise<NodeEvent[]> {
  const lines = await (await nodeOf(id, node)).lastLogLines(100_000);
  return lines.flatMap((line) => parseAgentLine(node, line) ?? []);
}
