import { dataplaneNamed } from '../../nodes/ipsec/choose.ts';
import { swanctl } from '../../nodes/scripts/load-line.ts';
import { connectionAt, neighborsOf, tunnelsAt } from '../../topology/find.ts';
import type { Tunnel } from '../../topology/tunnel.ts';
import { type EndTimers, type TunnelTimers, tunnelTimers } from '../../topology/tunnel-timers.ts';
import type { Lab } from '../lab.ts';
import { type NodeTimers, parseNodeTimers } from './parse-node-timers.ts';

/**
 * Asks the nodes which timers they run: charon for the DPD of its connections, bgpd for what each session has agreed on.
 * An end that no node has just now, or that does not answer, has null in place of each. strongSwan does not tell with
 * which delay an SA was established; {@link applyTimers} establishes it anew.
 */
export async function readTimers(lab: Lab): Promise<TunnelTimers[]> {
  const { topology } = lab;
  const speakers = topology.nodes
    .filter(({ role, name }) => (role === 'instance' || role === 'device') && lab.runs(name))
    .map(({ name }) => name);
  const asked = await Promise.all(speakers.map(async (node) => [node, await ask(lab, node)] as const));
  const answers = new Map(asked);
  return tunnelTimers(topology).map((timers, index) => {
    const tunnel = topology.tunnels[index];
    return tunnel
      ? { ...timers, ends: both(timers, (end, at) => running(lab, tunnel, at, end, answers)) }
      : timers;
  });
}

const both = (
  { ends: [first, second] }: TunnelTimers,
  now: (end: EndTimers, index: 0 | 1) => EndTimers,
): [EndTimers, EndTimers] => [now(first, 0), now(second, 1)];

function running(
  lab: Lab,
  tunnel: Tunnel,
  index: 0 | 1,
  planned: EndTimers,
  answers: ReadonlyMap<string, NodeTimers>,
): EndTimers {
  const own = tunnel.ends[index];
  const other = tunnel.ends[index === 0 ? 1 : 0];
  const answer = answers.get(lab.state.nodeWith(own, other) ?? '');
  const dpd = answer?.dpd.get(connectionAt(own, other)) ?? null;
  const session = lab.topology.sessions.find(
    ({ kind, ends }) =>
      kind === 'tunnel' &&
      ends[0].name === tunnel.ends[0].name &&
      ends[1].address === tunnel.ends[1].innerAddress,
  );
  const bgp = session && answer?.bgp.get(neighborsOf(session)[index]);
  return {
    ...planned,
    dpdSeconds: dpd && dpd.delaySeconds + dpd.retransmitSeconds * (dpd.retransmitTries + 1),
    dpd,
    bgpKeepaliveSeconds: bgp?.keepaliveSeconds ?? null,
    bgpHoldSeconds: bgp?.holdSeconds ?? null,
  };
}

async function ask(lab: Lab, node: string): Promise<NodeTimers> {
  const charons = dataplaneNamed(lab.blueprint.dataplane).charons(tunnelsAt(lab.topology, node));
  const script = [
    ...charons.flatMap((charon) => [
      'echo "== charon"',
      `grep retransmit_ ${charon.strongswanConf}`,
      `${swanctl(charon, '--list-conns --raw')} || true`,
    ]),
    'echo "== bgp"',
    "vtysh -c 'show bgp neighbors json' || true",
  ];
  return parseNodeTimers((await lab.jointly(node).exec(['sh', '-c', script.join('\n')])).stdout);
}
