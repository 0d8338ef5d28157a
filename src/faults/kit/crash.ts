import type { Lab } from '../../lab/lab.ts';
import { nothingBroken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import { assertDead, cutOff } from './cut-off.ts';
import type { FaultRequest } from './fault.ts';
import { spanOf } from './instant.ts';
import { type Lasting, lasting } from './parameters.ts';
import { secondsAway } from './replacement.ts';
import type { UndoStep } from './undo.ts';

type Request = FaultRequest<Lasting>;

/**
 * What all crashes have in common: machines die without a word, all at once, and come back when the platform, or the
 * site, has new ones. Their packets are dropped first, both ways, which is T0; then their containers are killed. A kill
 * alone would let the last FINs out, and recovery would look too good.
 *
 * @param nodesOf the machines of a target
 */
export function crashOf(
  nodesOf: (topology: Topology, request: Pick<FaultRequest, 'target'>) => readonly string[],
) {
  return {
    parameters: lasting,
    notice: () => 'nobody' as const,
    breaks: (topology: Topology, request: Request) => ({
      ...nothingBroken,
      nodes: nodesOf(topology, request),
    }),
    undo: (lab: Lab, request: Request) =>
      nodesOf(lab.topology, request).map(
        (node): UndoStep => ({
          kind: 'replace',
          node,
          afterSeconds: request.parameters.lastsSeconds ?? secondsAway(lab, node, 'crash'),
        }),
      ),
    async apply(lab: Lab, request: Request) {
      const nodes = nodesOf(lab.topology, request);
      const instants = await Promise.all(nodes.map((node) => cutOff(lab, node)));
      await Promise.all(nodes.map((node) => lab.kill(node)));
      return spanOf(instants);
    },
    verify: (lab: Lab, request: Request) => assertDead(lab, nodesOf(lab.topology, request)),
  };
}
