import { z } from 'zod';
import { jsonOrNone } from '../base/json-or-none.ts';
import { sessionsAt } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';
import type { FindWay } from './status/ask-nodes.ts';

/** A BGP session that one of its ends does not have. Ends are named as in the topology. */
interface MissingSession {
  readonly from: string;
  readonly to: string;
}

/** How many sessions are asked for. Their reasons are usually the same. */
const mostAsked = 4;

/**
 * Asks bgpd about sessions that are not up. Nodes that do not run or do not answer are left out.
 *
 * @param find a way to ask a node
 * @returns sentences: "bgpd of device1 says about site5: Active, last reset due to Waiting for NHT."
 */
export async function wordsOfBgpd(
  topology: Topology,
  missing: readonly MissingSession[],
  find: FindWay,
): Promise<string[]> {
  const asked = missing.flatMap((session) => endsOf(topology, session)).slice(0, mostAsked);
  const sentences = await Promise.all(
    asked.map(async ({ node, to, address }) => {
      const question = ['vtysh', '-c', `show bgp neighbors ${address} json`];
      const answer = await find(node)
        ?.exec(question, { timeoutMs: 5000 })
        .catch(() => undefined);
      const words = answer?.exitCode === 0 ? neighbourWords(answer.stdout, address) : undefined;
      return words === undefined ? [] : [`bgpd of ${node} says about ${to}: ${words}.`];
    }),
  );
  return sentences.flat();
}

/** The nodes that should have the session, and the address that they know its other end by. */
const endsOf = (topology: Topology, { from, to }: MissingSession) =>
  topology.nodes.flatMap(({ name: node }) =>
    sessionsAt(topology, node)
      .filter(({ local, remote }) => local.name === from && remote.name === to)
      .map(({ remote }) => ({ node, to, address: remote.address })),
  );

const neighbours = z.record(
  z.string(),
  z.object({
    bgpState: z.string(),
    lastResetDueTo: z.string().optional(),
    lastNotificationReason: z.string().optional(),
  }),
);

/** State and last reset of a neighbour, from FRR's `show bgp neighbors ADDRESS json`; undefined: it is not in the answer. */
function neighbourWords(answer: string, address: string): string | undefined {
  const neighbour = neighbours.safeParse(jsonOrNone(answer)).data?.[address];
  if (!neighbour) return undefined;
  const { bgpState, lastResetDueTo, lastNotificationReason } = neighbour;
  return [
    bgpState,
    ...(lastResetDueTo === undefined ? [] : [`last reset due to ${lastResetDueTo}`]),
    ...(lastNotificationReason === undefined ? [] : [`last notification: ${lastNotificationReason}`]),
  ].join(', ');
}
