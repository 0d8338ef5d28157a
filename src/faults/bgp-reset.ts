import { nothingBroken } from '../topology/broken.ts';
import { sessionsAt, tunnelsWithSessionAt } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';
import { fault } from './kit/define-fault.ts';
import { notRunning } from './kit/running.ts';
import { seen } from './kit/seen.ts';
import { checkSpeaker, firstSpeaker } from './kit/target.ts';

/**
 * The BGP sessions of a node through its tunnels are reset, as by `clear bgp`: the peers get a NOTIFICATION (Cease,
 * Administrative Reset, RFC 4486), routes go, and the sessions are opened again at once.
 */
export const bgpReset = fault({
  name: 'bgp-reset',
  summary: 'the BGP sessions of a node through its tunnels are reset',
  usualTarget: 'the first device',
  parameters: {},
  targetKinds: ['device', 'instance'],
  notice: () => 'peers',
  targets: (setting) =>
    firstSpeaker(setting).filter((node) => neighborsOf(setting.topology, node).length > 0),
  check: ({ topology }, { target }) =>
    checkSpeaker(topology, target) ??
    (neighborsOf(topology, target).length > 0 ? undefined : `${target} has no BGP session through a tunnel.`),
  impossibleNow: (bench, { target }) => notRunning(bench, target, 'bgpd'),
  breaks: (topology, { target }) => ({
    ...nothingBroken,
    sessions: tunnelsWithSessionAt(topology, target),
    returns: true,
  }),
  undo: () => [],
  apply: (bench, { target }) =>
    bench.timed(
      target,
      neighborsOf(bench.topology, target)
        .map((address) => `vtysh -c 'clear bgp ${address}'`)
        .join('\n'),
    ),
  async verify(bench, { target: node }, appliedAt) {
    for (const address of neighborsOf(bench.topology, node)) {
      await seen(
        bench,
        `the end of the BGP session of ${node} with ${address}`,
        appliedAt,
        (event) => event.node === node && event.kind === 'bgp' && event.neighbor === address && !event.up,
      );
    }
  },
});

const neighborsOf = (topology: Topology, node: string): string[] =>
  sessionsAt(topology, node)
    .filter(({ kind }) => kind === 'tunnel')
    .map(({ remote }) => remote.address);
