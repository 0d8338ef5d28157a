import { nothingBroken } from '../topology/broken.ts';
import { sessionsAt } from '../topology/find.ts';
import type { Topology } from '../topology/topology.ts';
import type { Fault, FaultRequest } from './kit/fault.ts';
import { stampedScript } from './kit/instant.ts';
import { seen } from './kit/seen.ts';
import { checkSpeaker, firstSpeaker } from './kit/target.ts';

/**
 * The BGP sessions of a node through its tunnels are reset, as by `clear bgp`: the peers get a NOTIFICATION (Cease,
 * Administrative Reset, RFC 4486), routes go, and the sessions are opened again at once.
 */
export const bgpReset: Fault = {
  kind: 'single',
  name: 'bgp-reset',
  summary: 'the BGP sessions of a node through its tunnels are reset; default: of the first device',
  notice: () => 'peers',
  targets: (topology, holderOf) =>
    firstSpeaker(topology, holderOf).filter((node) => neighborsOf(topology, { target: node }).length > 0),
  check: (topology, request) =>
    checkSpeaker(topology, request.target) ??
    (neighborsOf(topology, request).length > 0
      ? undefined
      : `${request.target} has no BGP session through a tunnel.`),
  breaks: () => nothingBroken,
  undo: () => [],
  apply: (lab, request) =>
    stampedScript(
      lab,
      request.target,
      neighborsOf(lab.topology, request)
        .map((address) => `vtysh -c 'clear bgp ${address}'`)
        .join('\n'),
    ),
  async verify(lab, request, since) {
    const { target: node } = request;
    for (const address of neighborsOf(lab.topology, request)) {
      await seen(
        lab,
        `the end of the BGP session of ${node} with ${address}`,
        since,
        (event) => event.node === node && event.kind === 'bgp' && event.neighbor === address && !event.up,
      );
    }
  },
};

const neighborsOf = (topology: Topology, { target }: Pick<FaultRequest, 'target'>): string[] =>
  sessionsAt(topology, target)
    .filter(({ kind }) => kind === 'tunnel')
    .map(({ remote }) => remote.address);
