import type { Bracket } from '../../base/bracket.ts';
import { paths } from '../../nodes/scripts/start-script.ts';
import { nothingBroken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import { type AbsenceReason, secondsAway } from './absence.ts';
import { assertDead, cutOff } from './cut-off.ts';
import { reconnected, untoldPeers } from './farewell.ts';
import type { FaultRequest } from './fault.ts';
import { FaultError } from './fault-error.ts';
import { type Lasting, lasting } from './parameters.ts';
import type { UndoStep } from './undo-step.ts';
import type { Situation, Workbench } from './workbench.ts';

/** Milliseconds after the farewell within which every peer's agent must have told of it; it takes a few. */
const farewellLimitMs = 5000;

type Request = FaultRequest<Lasting>;

/**
 * What maintenance and a reset have in common: one machine is taken away cleanly, and comes back.
 *
 * @param reason decides for how long it is away
 */
export function retirement(reason: AbsenceReason) {
  return {
    parameters: lasting,
    notice: () => 'peers' as const,
    breaks: (_: Topology, { target }: Request) => ({ ...nothingBroken, nodes: [target] }),
    undo: (situation: Situation, { target: node, parameters: { lastsSeconds } }: Request): UndoStep[] => [
      { kind: 'replace', node, afterSeconds: lastsSeconds ?? secondsAway(situation, node, reason) },
    ],
    apply: (bench: Workbench, { target }: Request) => retire(bench, target),
    async verify(bench: Workbench, { target: node }: Request, { lower: since }: Bracket) {
      await assertDead(bench, [node]);
      const back = reconnected(bench.topology, bench.events, { node, since });
      if (back.length === 0) return;
      throw new FaultError(
        `${node} was drained, and took its peers back before it was gone: ${back.join(', ')}. They would wait for a timer, as after a crash.`,
        { node },
      );
    },
  };
}

/**
 * A machine says goodbye to all of its peers (BGP NOTIFICATION, IKE DELETE) and gives its floating addresses up. T0 is
 * when it begins to. When every peer knows, it is cut off and its container killed, so that nothing that its kernel
 * still has gets out.
 */
async function retire(bench: Workbench, node: string): Promise<Bracket> {
  bench.expectEnd(node);
  await bench.run(node, refuseNewPeers);
  const since = drainStamp(await bench.run(node, `switchover-stamp && exec ${paths.drain}`));
  const untold = await bench.wait(
    () => untoldPeers(bench.topology, bench.events, { node, since }),
    farewellLimitMs,
  );
  if (untold.length > 0) {
    throw new FaultError(`${node} was drained, and not every peer heard of it: ${untold.join('; ')}.`, {
      node,
    });
  }
  await cutOff(bench, node);
  await bench.kill(node);
  return { lower: since, upper: since };
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
