import type { NodeEvent } from '../observations/events/node-event.ts';
import { nothingBroken } from '../topology/broken.ts';
import { tunnelsWithSessionAt } from '../topology/find.ts';
import { fault } from './kit/define-fault.ts';
import { notRunning } from './kit/running.ts';
import { seen } from './kit/seen.ts';
import { peerAddressesOf, withoutBgp, withoutSession } from './kit/session.ts';
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
    firstSpeaker(setting).filter((node) => peerAddressesOf(setting.topology, node).length > 0),
  check: ({ topology }, { target }) => checkSpeaker(topology, target) ?? withoutBgp(topology, target),
  impossibleNow: async (bench, { target }) =>
    (await notRunning(bench, target, 'bgpd')) ?? (await withoutSession(bench, target, 'none can be reset')),
  breaks: (topology, { target }) => ({
    ...nothingBroken,
    sessions: tunnelsWithSessionAt(topology, target),
    returns: true,
  }),
  undo: () => [],
  apply: (bench, { target }) =>
    bench.timed(
      target,
      peerAddressesOf(bench.topology, target)
        .map((address) => `vtysh -c 'clear bgp ${address}'`)
        .join('\n'),
    ),
  async verify(bench, { target: node }, appliedAt) {
    const ended = peerAddressesOf(bench.topology, node).filter(
      (address) => !wasDown(bench.events, { node, address, before: appliedAt.lower }),
    );
    for (const address of ended) {
      await seen(
        bench,
        `the end of the BGP session of ${node} with ${address}`,
        appliedAt,
        (event) => event.node === node && event.kind === 'bgp' && event.neighbor === address && !event.up,
      );
    }
  },
});

/** Whether a session was not up, as its node told last. */
function wasDown(
  events: readonly NodeEvent[],
  { node, address, before }: { readonly node: string; readonly address: string; readonly before: number },
): boolean {
  const told = events.flatMap((event) =>
    event.kind === 'bgp' && event.node === node && event.neighbor === address && event.time < before
      ? [event.up]
      : [],
  );
  return told.at(-1) === false;
}
