import { initiatingEnd, type NodeEnd, terminate } from '../../faults/kit/tunnel.ts';
import { beginIfDown, tunnelLock } from '../../nodes/scripts/begin-tunnels.ts';
import { loadLine } from '../../nodes/scripts/load-line.ts';
import { startsByLoading } from '../../nodes/scripts/retime-script.ts';
import type { BgpSession } from '../../topology/bgp-session.ts';
import { neighborsOf } from '../../topology/find.ts';
import type { Retimed } from '../../topology/retimed.ts';
import type { Tunnel } from '../../topology/tunnel.ts';
import { workbenchOf } from '../faults/workbench-of.ts';
import type { Lab } from '../lab.ts';

/** What begins anew at the same time: a script on one node, and what has to come back after it. */
export interface Turn {
  readonly node: string;
  readonly script: string;
  readonly tunnels: readonly Tunnel[];
  readonly sessions: readonly BgpSession[];
}

/** The turns in which tunnels and sessions begin anew. A session through such a tunnel goes with it. */
export function turnsOf(lab: Lab, { tunnels, sessions }: Retimed): Turn[] {
  const through = tunnels.map((tunnel) => sessionThrough(lab, tunnel));
  const alone = sessions.filter(
    (session) => !through.some((own) => own !== undefined && isSame(own, session)),
  );
  return [...tunnelTurns(lab, tunnels), ...alone.flatMap((session) => sessionTurn(lab, session))];
}

/** One for each tunnel; one for all that a node loads together with its floating addresses. */
function tunnelTurns(lab: Lab, tunnels: readonly Tunnel[]): Turn[] {
  const turns = new Map<string, Turn>();
  const bench = workbenchOf(lab);
  for (const tunnel of tunnels) {
    const end = initiatingEnd(bench, tunnel.name);
    const byLoading = startsByLoading(end.charon);
    const key = byLoading ? `${end.node} ${end.charon.name}` : tunnel.name;
    const session = sessionThrough(lab, tunnel);
    turns.set(key, {
      node: end.node,
      script: byLoading ? locked([loadLine(end.charon)]) : anew(end),
      tunnels: [...(turns.get(key)?.tunnels ?? []), tunnel],
      sessions: [...(turns.get(key)?.sessions ?? []), ...(session ? [session] : [])],
    });
  }
  return [...turns.values()];
}

/** Told to close, the peer closes as well; an end that starts again by itself when its tunnel is closed is not hurried. */
const anew = (end: NodeEnd): string =>
  locked([terminate(end, '--timeout 1'), beginIfDown(end.charon, end.local.connection)]);

const locked = (lines: readonly string[]): string => [`exec 9>${tunnelLock}`, 'flock 9', ...lines].join('\n');

/** At the second end, which is the device's, or the router's that is asked. */
function sessionTurn(lab: Lab, session: BgpSession): Turn[] {
  const [, second] = session.ends;
  const [first] = session.ends;
  const [ofFirst, ofSecond] = neighborsOf(session);
  const holder = (nodes: readonly string[]) =>
    nodes.find((node) => lab.runs(node) && (nodes.length === 1 || node === lab.state.holderOf(second.name)));
  const node = session.kind === 'site' ? first.nodes[0] : (holder(second.nodes) ?? second.nodes[0]);
  const neighbor = session.kind === 'site' ? ofFirst : ofSecond;
  if (node === undefined) return [];
  return [{ node, script: `vtysh -c 'clear bgp ${neighbor}'`, tunnels: [], sessions: [session] }];
}

const sessionThrough = (lab: Lab, { bgp, ends: [first, second] }: Tunnel): BgpSession | undefined =>
  bgp
    ? lab.topology.sessions.find(
        ({ kind, ends }) =>
          kind === 'tunnel' && ends[0].name === first.name && ends[1].address === second.innerAddress,
      )
    : undefined;

const isSame = (one: BgpSession, other: BgpSession): boolean =>
  one.kind === other.kind &&
  one.ends.every(
    ({ name, address }, index) => name === other.ends[index]?.name && address === other.ends[index]?.address,
  );
