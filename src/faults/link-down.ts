import { FaultError, fault } from './kit/fault.ts';
import { runScript, stampedScript } from './kit/instant.ts';
import { brokenWithout, checkLink, firstPublicLink, linkOf } from './kit/link.ts';
import { lasting } from './kit/parameters.ts';

/**
 * A cable is pulled: both ends of a wire lose their carrier. It is the far port that is switched off, since a port that
 * is switched off by its own node would forget its routes as well.
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
  undo(lab, { target, parameters: { lastsSeconds } }) {
    const { far } = linkOf(lab.topology, target);
    return [
      {
        kind: 'run',
        node: far.node,
        // The wire goes with the node at its end, and the next one is up.
        script: `[ ! -e /sys/class/net/${far.port} ] || ip link set dev ${far.port} up`,
        afterSeconds: lastsSeconds ?? lab.blueprint.profile.repairSeconds,
      },
    ];
  },
  apply(lab, { target }) {
    const { far } = linkOf(lab.topology, target);
    return stampedScript(lab, far.node, `ip link set dev ${far.port} down`);
  },
  async verify(lab, { target }) {
    const { node, port } = linkOf(lab.topology, target);
    const carrier = await runScript(lab, node, `cat /sys/class/net/${port.name}/carrier`);
    if (carrier.trim() !== '0') throw new FaultError(`${port.name} of ${node} still has its carrier.`);
  },
});
