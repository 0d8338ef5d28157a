import { type Bracket, spanOf } from '../../base/bracket.ts';
import { nothingBroken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import { secondsAway } from './absence.ts';
import { assertDead, cutOff } from './cut-off.ts';
import type { FaultRequest } from './fault.ts';
import { type Lasting, lasting } from './parameters.ts';
import type { UndoStep } from './undo-step.ts';
import type { Situation, Workbench } from './workbench.ts';

type Request = FaultRequest<Lasting>;

/**
 * What all crashes have in common: machines die silently, all at once, and come back when the platform or the site has
 * new ones. Their packets are dropped first, both ways, which is T0; then their containers are killed. A kill alone
 * would let the last FINs out, and recovery would look too good.
 *
 * @param nodesOf the machines of a target
 */
export function crashOf(nodesOf: (topology: Topology, target: string) => readonly string[]) {
  return {
    parameters: lasting,
    notice: () => 'nobody' as const,
    breaks: (topology: Topology, { target }: Request) => ({
      ...nothingBroken,
      nodes: nodesOf(topology, target),
    }),
    undo: (situation: Situation, { target, parameters: { lastsSeconds } }: Request): UndoStep[] =>
      nodesOf(situation.topology, target).map((node) => ({
        kind: 'replace',
        node,
        afterSeconds: lastsSeconds ?? secondsAway(situation, node, 'crash'),
      })),
    apply: (bench: Workbench, { target }: Request) => die(bench, nodesOf(bench.topology, target)),
    verify: (bench: Workbench, { target }: Request) => assertDead(bench, nodesOf(bench.topology, target)),
  };
}

/** Machines die silently, all at once. @returns when their packets were dropped */
export async function die(bench: Workbench, nodes: readonly string[]): Promise<Bracket> {
  const moments = await Promise.all(nodes.map((node) => cutOff(bench, node)));
  await Promise.all(nodes.map((node) => bench.kill(node)));
  return spanOf(moments);
}
