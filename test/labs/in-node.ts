import { z } from 'zod';
import { notYet, ready } from '../../src/base/until.ts';
import { type NodeStatus, parseNodeStatus } from '../../src/lab/status/node-status.ts';
import { paths } from '../../src/nodes/scripts/start-script.ts';
import type { NodeEvent } from '../../src/observations/events/node-event.ts';
import { parseAgentLine } from '../../src/observations/events/parse-agent-line.ts';
import { eventually } from '../eventually.ts';
import { nodeOf } from './containers.ts';

/** Runs a program in a node and gives what it printed. That it fails is the end of the test. */
export async function inNode(id: string, node: string, ...command: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await (await nodeOf(id, node)).exec(command);
  if (exitCode !== 0)
    throw new Error(`"${command.join(' ')}" ended with ${exitCode} in ${node}:\n${stdout}${stderr}`);
  return stdout;
}

/** Calls `swanctl` for every charon of a node: there is one, or one a tunnel. Not all of them need to succeed. */
export function swanctl(id: string, node: string, ...command: readonly string[]): Promise<string> {
  const script =
    'for socket in $(find /run/ipsec -name vici); do swanctl "$@" --uri "unix://$socket"; done; true';
  return inNode(id, node, 'sh', '-c', script, 'sh', ...command);
}

export function vtysh(id: string, node: string, ...commands: readonly string[]): Promise<string> {
  return inNode(id, node, 'vtysh', ...commands.flatMap((command) => ['-c', command]));
}

/** Changes the configuration of FRR, as an engineer would by hand. */
export function configure(id: string, node: string, ...lines: readonly string[]): Promise<string> {
  return vtysh(id, node, 'configure terminal', ...lines);
}

/** The same for more lines than a command line has room for. */
export async function configureAtLength(id: string, node: string, lines: readonly string[]): Promise<void> {
  const input = lines.map((line) => `${line}\n`).join('');
  const { exitCode, stdout } = await (await nodeOf(id, node)).exec(['vtysh', '-f', '/dev/stdin'], { input });
  if (exitCode !== 0 || stdout !== '') throw new Error(`${node} does not take its configuration:\n${stdout}`);
}

/** What the daemons and the kernel of a node say of themselves. */
export async function statusOf(id: string, node: string): Promise<NodeStatus> {
  return parseNodeStatus(node, await inNode(id, node, paths.status));
}

/** Addresses (IPv4) of the neighbours with which a node has an established session. */
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

/** What bgpd says of one neighbour. */
export async function neighborOf(id: string, node: string, neighbor: string) {
  const text = await vtysh(id, node, `show bgp neighbors ${neighbor} json`);
  const found = z.record(z.string(), neighborSchema).parse(JSON.parse(text))[neighbor];
  if (!found) throw new Error(`${node} has no neighbour ${neighbor}.`);
  return found;
}

/** Peers to which a node has a tunnel, with SAs for packets. */
export const tunnelsTo = ({ tunnels }: NodeStatus): string[] =>
  tunnels
    .filter(({ child }) => child === 'INSTALLED')
    .map(({ peer }) => peer)
    .sort();

/** Next hops of a node's kernel for a prefix: their addresses, or the interface where there is none. */
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

/** Everything that a node's agent has told since the node began. */
export async function eventsOf(id: string, node: string): Promise<NodeEvent[]> {
  const lines = await (await nodeOf(id, node)).lastLogLines(100_000);
  return lines.flatMap((line) => parseAgentLine(node, line) ?? []);
}

/** How many of five pings from one node to an address are answered. */
export async function answersTo(id: string, node: string, address: string): Promise<number> {
  const options = ['-n', '-q', '-c', '5', '-i', '0.05', '-W', '1'];
  const { stdout } = await (await nodeOf(id, node)).exec(['ping', ...options, address]);
  const received = /5 packets transmitted, (\d) received/.exec(stdout)?.[1];
  if (received === undefined) throw new Error(`No result of ping from ${node} to ${address}: ${stdout}`);
  return Number(received);
}

/** Longer than anything here takes in the profile fast on a slow machine. */
const limitMs = 30_000;

/** Asks again and again until the answer is as it should be, and gives that answer. */
export function until<T>(
  description: string,
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
): Promise<T> {
  return eventually(
    description,
    async () => {
      const answer = await ask();
      return isWanted(answer) ? ready(answer) : notYet(JSON.stringify(answer));
    },
    { timeoutMs: limitMs, intervalMs: 50 },
  );
}

/** Until all of five pings from one node to an address are answered: on a busy machine an answer may come too late. */
export function reaches(id: string, node: string, address: string): Promise<number> {
  return until(
    `That ${node} reaches ${address}`,
    () => answersTo(id, node, address),
    (answers) => answers === 5,
  );
}
