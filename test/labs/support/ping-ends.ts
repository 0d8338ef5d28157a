import { z } from 'zod';
import type { Reachability } from '../../../src/topology/reach/reachability.ts';
import { nodeOf } from './containers.ts';
import { inNode } from './in-node.ts';

/** Tries until a pair counts as apart. The first packet after a while may be lost on a busy machine. */
const mostTries = 5;

/**
 * Pings from every end of a running lab to every other one.
 *
 * @returns the pairs for which the answer differs from what was expected, in words
 */
export async function unexpectedPings(id: string, { ends, pairs }: Reachability): Promise<string[]> {
  const addresses = new Map(
    await Promise.all(ends.map(async ({ name, kind }) => [name, await addressOf(id, name, kind)] as const)),
  );
  const found: string[] = [];
  for (const { name } of ends) {
    const container = await nodeOf(id, name);
    const own = pairs.filter(({ from }) => from === name);
    const answers = await Promise.all(
      own.map(async ({ to, reaches }) => {
        const tries = reaches ? mostTries : 1;
        for (let left = tries; left > 0; left--) {
          const { exitCode } = await container.exec(['ping', '-c', '1', '-W', '1', addresses.get(to) ?? '']);
          if (exitCode === 0) return true;
        }
        return false;
      }),
    );
    for (const [index, pair] of own.entries()) {
      const isAnswered = answers[index] ?? false;
      if (isAnswered !== pair.reaches)
        found.push(`${pair.from} ${isAnswered ? 'reaches' : 'does not reach'} ${pair.to}`);
    }
  }
  return found;
}

const addressSchema = z.array(
  z.object({ ifname: z.string(), addr_info: z.array(z.object({ local: z.string() })) }),
);

/** The address of a client is the one that its gateway gave it, which is on none of its own ports. */
async function addressOf(id: string, node: string, kind: string): Promise<string> {
  const ports = addressSchema.parse(JSON.parse(await inNode(id, node, 'ip', '-4', '-j', 'address')));
  const wanted = ports
    .filter(({ ifname }) => (kind === 'client' ? !/^(lo|wan0)$/.test(ifname) : ifname === 'eth0'))
    .flatMap(({ addr_info }) => addr_info.map(({ local }) => local));
  const [address] = wanted;
  if (address === undefined) throw new Error(`${node} has no address: ${JSON.stringify(ports)}`);
  return address;
}
