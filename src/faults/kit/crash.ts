import { nothingBroken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import { assertDead, cutOff } from './cut-off.ts';
import type { Fault, FaultRequest } from './fault.ts';
import { spanOf } from './instant.ts';
import { secondsAway } from './replacement.ts';
import type { UndoStep } from './undo.ts';

/**
 * What all crashes have in common: machines die without a word, all at once, and come back when the platform, or the
 * site, has new ones. Their packets are dropped first, both ways, which is T0; then their containers are killed. A kill
 * alone would let the last FINs out, and recovery would look too good.
 *
 * @param nodesOf the machines of a target
 */
export function crashOf(
  nodesOf: (topology: Topology, request: FaultRequest) => readonly string[],
): Pick<Fault, 'notice' | 'breaks' | 'undo' | 'apply' | 'verify'> {
  return {
    notice: () => 'nobody',
    breaks: (topology, request) => ({ ...nothingBroken, nodes: nodesOf(topology, request) }),
    undo: (lab, request) =>
      nodesOf(lab.topology, request).map(
        (node): UndoStep => ({
          kind: 'replace',
          node,
          afterSeconds: request.with.lastsSeconds ?? secondsAway(lab, node, 'crash'),
        }),
      ),
    async apply(lab, request) {
      const nodes = nodesOf(lab.topology, request);
      const instants = await Promise.all(nodes.map((node) => cutOff(lab, node)));
      await Promise.all(nodes.map((node) => lab.kill(node)));
      return spanOf(instants);
    },
    verify: (lab, request) => assertDead(lab, nodesOf(lab.topology, request)),
  };
}
