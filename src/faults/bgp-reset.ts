import { nothingBroken } from '../topology/broken.ts';
import { sessionsAt } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';
import { fault } from './kit/fault.ts';
import { stampedScript } from './kit/instant.ts';
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
  breaks: () => nothingBroken,
  undo: () => [],
  apply: (lab, request) =>
    stampedScript(
      lab,
      request.target,
      neighborsOf(lab.topology, request.target)
        .map((address) => `vtysh -c 'clear bgp ${address}'`)
        .join('\n'),
    ),
  async verify(lab, request, since) {
    const { target: node } = request;
    for (const address of neighborsOf(lab.topology, request.target)) {
      await seen(
        lab,
        `the end of the BGP session of ${node} with ${address}`,
        since,
        (event) => event.node === node && event.kind === 'bgp' && event.neighbor === address && !event.up,
      );
    }
  },
});

const neighborsOf = (topology: Topology, target: string): string[] =>
  sessionsAt(topology, target)
    .filter(({ kind }) => kind === 'tunnel')
    .map(({ remote }) => remote.address);
