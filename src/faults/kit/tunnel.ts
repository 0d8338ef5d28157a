import * as z from 'zod';
import { listed } from '../../base/listed.ts';
import { reports, shortName } from '../../definition/form/value-checks.ts';
import { dataplaneNamed } from '../../nodes/ipsec/choose.ts';
import type { Charon } from '../../nodes/ipsec/dataplane.ts';
import { beginIfDown, sasOf, tunnelLock } from '../../nodes/scripts/begin-tunnels.ts';
import { swanctl } from '../../nodes/scripts/load-line.ts';
import { type LocalTunnel, tunnelsAt } from '../../topology/find.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Tunnel, TunnelEnd } from '../../topology/tunnel.ts';
import type { Setting } from './fault.ts';
import { FaultError } from './fault-error.ts';
import type { UndoStep } from './undo-step.ts';
import type { Situation, Workbench } from './workbench.ts';

/** Targets that are tunnels, and the end at which something is done to them. */

/** The first tunnel; empty in a lab without tunnels. */
export const firstTunnel = ({ topology: { tunnels } }: Setting): string[] =>
  tunnels.slice(0, 1).map(({ name }) => name);

/** The end of a tunnel at which something is to be done. */
export const oneEnd = {
  at: z
    .string()
    .superRefine(reports(shortName))
    .meta({ pattern: shortName.pattern })
    .optional()
    .describe("Name of the node at whose end of the tunnel it happens. Default: the device's end."),
};

/** Why a target is not a tunnel, or does not have that end; undefined when it is and does. */
export function checkTunnel(topology: Topology, target: string, at?: string): string | undefined {
  const tunnel = tunnelNamed(topology, target);
  if (!tunnel) {
    const known = listed(topology.tunnels.map(({ name }) => name));
    return `${topology.lab} has no tunnel "${target}". It has: ${known}.`;
  }
  if (at === undefined || tunnel.ends.some(({ name, nodes }) => name === at || nodes.includes(at)))
    return undefined;
  return `${target} does not end at ${at}; its ends are ${tunnel.ends.map(({ name }) => name).join(' and ')}.`;
}

/** One end of a tunnel: the node that has it just now, and what it is there. */
export interface NodeEnd {
  readonly node: string;
  readonly local: LocalTunnel;
  readonly charon: Charon;
}

/**
 * The end of a tunnel at which something is to be done: the one named, or the device's, or the second one.
 *
 * @throws FaultError when no node has it just now
 */
export function tunnelEnd(situation: Situation, target: string, at?: string): NodeEnd {
  const tunnel = existing(situation.topology, target);
  const [first, second] = tunnel.ends;
  const isAt = ({ name, nodes }: TunnelEnd) => at !== undefined && (name === at || nodes.includes(at));
  const isDevice = ({ side }: TunnelEnd) => side === 'device';
  return endOf(situation, tunnel, isAt(first) || (!isAt(second) && isDevice(first)) ? first : second);
}

/**
 * The end that begins IKE; the first one if both do.
 *
 * @throws FaultError when no node has it just now
 */
export function initiatingEnd(situation: Situation, target: string): NodeEnd {
  const tunnel = existing(situation.topology, target);
  const [first, second] = tunnel.ends;
  return endOf(situation, tunnel, first.starts ? first : second);
}

/**
 * Begins IKE where the tunnel is not up, and nobody is at work on it. Not `( ... ) 9>FILE`: inside braces with a redirection
 * of their own, as here, dash closes 9 (seen: "flock: 9: Bad file descriptor").
 */
export const beginScript = ({ charon, local: { connection } }: NodeEnd): string =>
  ['(', `  exec 9>${tunnelLock}`, '  flock 9', `  ${beginIfDown(charon, connection)}`, ')'].join('\n');

/**
 * Why nothing can end a tunnel just now; undefined while its child SA is there.
 *
 * @throws FaultError when no node has that end just now
 */
export const downAlready = async (bench: Workbench, target: string, at?: string) =>
  endDownAlready(bench, tunnelEnd(bench, target, at));

/** The same for an end that is known. */
export async function endDownAlready(bench: Workbench, end: NodeEnd): Promise<string | undefined> {
  const { node, charon, local } = end;
  const shown = await bench.run(node, `${sasOf(charon, local.connection)} 2>/dev/null || true`);
  return shown.includes('INSTALLED')
    ? undefined
    : `${local.tunnel.name} is not up on ${node}, so it cannot be ended.`;
}

/**
 * Deletes the IKE SA of the tunnel with its child SA, and tells the peer. A peer that is gone does not answer, which
 * swanctl calls a failure; whether the SA has ended is observed afterwards.
 */
export const terminate = ({ charon, local: { connection } }: NodeEnd, how: string): string =>
  `${swanctl(charon, `--terminate --ike ${connection} ${how}`)} || true`;

/** Begins the tunnel again where it has not come back by itself. */
export const beginAgain = (end: NodeEnd, afterSeconds: number): UndoStep => ({
  kind: 'run',
  node: end.node,
  script: beginScript(end),
  afterSeconds,
});

function endOf(situation: Situation, tunnel: Tunnel, end: TunnelEnd): NodeEnd {
  const other = tunnel.ends.find((one) => one !== end) ?? end;
  const node = end.nodes.length === 1 ? end.nodes[0] : situation.nodeWith(end, other);
  if (node === undefined)
    throw new FaultError(`No node has the end of ${tunnel.name} at ${end.name} just now.`);
  if (!situation.runs(node)) throw new FaultError(`${node} is gone, and nothing can happen to it.`, { node });
  const local = tunnelsAt(situation.topology, node).find((one) => one.tunnel.name === tunnel.name);
  const charon = charonOf(situation, node, tunnel.name);
  if (!local || !charon) throw new FaultError(`${node} has no ${tunnel.name}.`);
  return { node, local, charon };
}

function charonOf({ topology, dataplane }: Situation, node: string, tunnel: string): Charon | undefined {
  return dataplaneNamed(dataplane)
    .charons(tunnelsAt(topology, node))
    .find(({ tunnels }) => tunnels.some((own) => own.tunnel.name === tunnel));
}

function existing(topology: Topology, name: string): Tunnel {
  const tunnel = tunnelNamed(topology, name);
  if (!tunnel) throw new FaultError(`There is no tunnel ${name}.`);
  return tunnel;
}

const tunnelNamed = ({ tunnels }: Topology, name: string): Tunnel | undefined =>
  tunnels.find((tunnel) => tunnel.name === name);
