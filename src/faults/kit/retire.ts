import * as z from 'zod';
import { type Bracket, spanOf } from '../../base/bracket.ts';
import { paths } from '../../nodes/scripts/start-script.ts';
import { nothingBroken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import { type AbsenceReason, secondsAway } from './absence.ts';
import { die } from './crash.ts';
import { assertDead, cutOff } from './cut-off.ts';
import { reconnected, untoldPeers } from './farewell.ts';
import type { FaultRequest } from './fault.ts';
import { FaultError } from './fault-error.ts';
import { lasting } from './parameters.ts';
import { nodesOf } from './target.ts';
import type { UndoStep } from './undo-step.ts';
import type { Situation, Workbench } from './workbench.ts';

/** Milliseconds after the farewell within which every peer's agent must have told of it; it takes a few. */
const farewellLimitMs = 5000;

const parameters = {
  ...lasting,
  graceful: z
    .boolean()
    .default(true)
    .describe(
      'Whether the machine says goodbye to its peers first; false: it goes silently, as in a crash. Azure does not say which. Default: true.',
    ),
};

type Request = FaultRequest<z.output<z.ZodObject<typeof parameters>>>;

/**
 * What maintenance, a reset and a resize have in common: a machine is taken away, cleanly unless it is said otherwise,
 * and comes back; or both instances of a gateway at once.
 *
 * @param reason decides for how long it is away
 */
export function retirement(reason: AbsenceReason) {
  return {
    parameters,
    notice: ({ graceful }: Request['parameters']) => (graceful ? ('peers' as const) : ('nobody' as const)),
    breaks: (_: Topology, { target }: Request) => ({ ...nothingBroken, nodes: nodesOf(target) }),
    undo: (situation: Situation, { target, parameters: { lastsSeconds } }: Request): UndoStep[] =>
      nodesOf(target).map((node) => ({
        kind: 'replace',
        node,
        afterSeconds: lastsSeconds ?? secondsAway(situation, node, reason),
      })),
    apply: (bench: Workbench, { target, parameters: { graceful } }: Request) =>
      graceful ? retire(bench, nodesOf(target)) : die(bench, nodesOf(target)),
    async verify(bench: Workbench, { target, parameters: { graceful } }: Request, { lower: since }: Bracket) {
      await assertDead(bench, nodesOf(target));
      for (const node of graceful ? nodesOf(target) : []) {
        const back = reconnected(bench.topology, bench.events, { node, since });
        if (back.length === 0) continue;
        throw new FaultError(
          `${node} was drained, and took its peers back before it was gone: ${back.join(', ')}. They would wait for a timer, as after a crash.`,
          { node },
        );
      }
    },
  };
}

/**
 * Machines say goodbye to all of their peers (BGP NOTIFICATION, IKE DELETE) and give their floating addresses up. T0 is
 * when they begin to. When every peer knows, they are cut off and their containers killed, so that nothing that their
 * kernels still have gets out.
 */
async function retire(bench: Workbench, nodes: readonly string[]): Promise<Bracket> {
  for (const node of nodes) {
    bench.expectEnd(node);
    await bench.run(node, refuseNewPeers);
  }
  const begun = await Promise.all(
    nodes.map(async (node) => ({
      node,
      since: drainStamp(await bench.run(node, `switchover-stamp && exec ${paths.drain}`)),
    })),
  );
  for (const { node, since } of begun) {
    const untold = await bench.wait(
      () => untoldPeers(bench.topology, bench.events, { node, since }),
      farewellLimitMs,
    );
    if (untold.length > 0) {
      throw new FaultError(`${node} was drained, and not every peer heard of it: ${untold.join('; ')}.`, {
        node,
      });
    }
  }
  await Promise.all(nodes.map((node) => cutOff(bench, node)));
  await Promise.all(nodes.map((node) => bench.kill(node)));
  return spanOf(begun.map(({ since }) => ({ lower: since, upper: since })));
}

/**
 * A peer that hears a DELETE may connect again at once (close_action = start), and would get an answer until the node is
 * gone. Only IKE_SA_INIT is dropped, so that what is there stays: exchange type 34 in the 19th byte of an IKE header
 * (RFC 7296, 3.1), which on port 4500 stands behind four zero bytes (RFC 3948, 2.2).
 */
const refuseNewPeers = `nft -f - <<'END'
table inet leaving {
  chain in {
    type filter hook prerouting priority -400;
    udp dport 500 @th,208,8 34 drop
    udp dport 4500 @th,64,32 0 @th,240,8 34 drop
  }
}
END`;

/**
 * The stamp of CLOCK_MONOTONIC, in nanoseconds, with which the output of a drain begins.
 *
 * @throws FaultError when it does not
 */
export function drainStamp(output: string): number {
  const [line = ''] = output.split('\n');
  if (!/^\d+$/.test(line)) throw new FaultError(`The drain does not begin with a stamp: ${output}`);
  return Number(line);
}
