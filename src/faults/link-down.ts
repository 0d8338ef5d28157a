import { fault } from './kit/define-fault.ts';
import { brokenWithout, checkLink, firstPublicLink, linkOf } from './kit/link.ts';
import { lasting } from './kit/parameters.ts';
import { seen } from './kit/seen.ts';

/**
 * A cable is pulled: both ends of a wire lose their carrier. The far port is the one that is switched off, because a node
 * that switches off its own port would forget its routes as well.
 */
export const linkDown = fault({
  name: 'link-down',
  summary: 'a cable is pulled, both ends lose their carrier',
  usualTarget: 'the public link of the first device',
  parameters: lasting,
  targetKinds: ['link'],
  canFlap: true,
  notice: () => 'neighbours',
  targets: firstPublicLink,
  check: ({ topology }, { target }) => checkLink(topology, target),
  breaks: (topology, { target }) => brokenWithout(topology, target),
  undo({ topology, profile }, { target, parameters: { lastsSeconds } }) {
    const { far } = linkOf(topology, target);
    return [
      {
        kind: 'run',
        node: far.node,
        // The wire goes with the node at its end, and the next one is up.
        script: `[ ! -e /sys/class/net/${far.port} ] || ip link set dev ${far.port} up`,
        afterSeconds: lastsSeconds ?? profile.repairSeconds,
      },
    ];
  },
  apply(bench, { target }) {
    const { far } = linkOf(bench.topology, target);
    return bench.timed(far.node, `ip link set dev ${far.port} down`);
  },
  // A flapping link may be up again when a script can look, so what its node has told counts.
  verify(bench, { target }, appliedAt) {
    const { node, port } = linkOf(bench.topology, target);
    return seen(
      bench,
      `the loss of the carrier of ${port.name} on ${node}`,
      appliedAt,
      (event) =>
        event.node === node && event.kind === 'carrier' && event.interface === port.name && !event.up,
    );
  },
});
