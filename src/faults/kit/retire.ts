import { WaitError } from '../../base/until.ts';
import type { Lab } from '../../lab/lab.ts';
import { paths } from '../../nodes/scripts/start-script.ts';
import { nothingBroken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import { assertDead, cutOff } from './cut-off.ts';
import { reconnected, untoldPeers } from './farewell.ts';
import { FaultError, type FaultRequest } from './fault.ts';
import { type Instant, runScript } from './instant.ts';
import { type Lasting, lasting } from './parameters.ts';
import { type AbsenceReason, secondsAway } from './replacement.ts';
import type { UndoStep } from './undo.ts';

type Request = FaultRequest<Lasting>;

/** Milliseconds after the farewell until the last peer's agent must have told of it; it takes a few. */
const farewellLimitMs = 5000;

/**
 * What maintenance and a reset have in common: one machine is taken away in order, and comes back.
 *
 * @param reason decides for how long it is away
 */
export function retirement(reason: AbsenceReason) {
  return {
    parameters: lasting,
    notice: () => 'peers' as const,
    breaks: (_: Topology, { target }: Request) => ({ ...nothingBroken, nodes: [target] }),
    undo: (lab: Lab, { target: node, parameters: { lastsSeconds } }: Request): UndoStep[] => [
      { kind: 'replace', node, afterSeconds: lastsSeconds ?? secondsAway(lab, node, reason) },
    ],
    apply: (lab: Lab, { target }: Request) => retire(lab, target),
    async verify(lab: Lab, { target: node }: Request, { before: since }: Instant) {
      await assertDead(lab, [node]);
      const back = reconnected(lab.topology, lab.events.events, { node, since });
      if (back.length === 0) return;
      throw new FaultError(
        `${node} was drained, and took its peers back before it was gone: ${back.join(', ')}. They would wait for a timer, as after a crash.`,
      );
    },
  };
}

/**
 * A machine says goodbye to all of its peers (BGP NOTIFICATION, IKE DELETE) and gives its floating addresses up. That it
 * begins to is T0. When every peer knows, it is cut off and its container killed, so that nothing that its kernel still
 * has reaches anybody.
 */
async function retire(lab: Lab, node: string): Promise<Instant> {
  lab.expectEnd(node);
  await refuseNewPeers(lab, node);
  const since = drainStamp(await runScript(lab, node, `switchover-stamp && exec ${paths.drain}`));
  await everyPeerTold(lab, { node, since });
  await cutOff(lab, node);
  await lab.kill(node);
  return { before: since, after: since };
}

/**
 * Who hears a DELETE may connect again at once (close_action = start), and would get an answer until the node is gone.
 * What is there already is not touched: only IKE_SA_INIT is dropped, exchange type 34 in the 19th byte of an IKE header
 * (RFC 7296, 3.1), which on port 4500 stands behind four zero bytes (RFC 3948, 2.2).
 */
async function refuseNewPeers(lab: Lab, node: string): Promise<void> {
  const { exitCode, stderr } = await lab.node(node).container.exec(['nft', '-f', '-'], { input: leaving });
  if (exitCode !== 0) throw new FaultError(`${node} could not be kept from new peers: ${stderr}`);
}

const leaving = `
table inet leaving {
  chain in {
    type filter hook prerouting priority -400;
    udp dport 500 @th,208,8 34 drop
    udp dport 4500 @th,64,32 0 @th,240,8 34 drop
  }
}
`;

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

async function everyPeerTold(
  lab: Lab,
  { node, since }: { readonly node: string; readonly since: number },
): Promise<void> {
  const untold = () => untoldPeers(lab.topology, lab.events.events, { node, since });
  try {
    await lab.events.until(untold, {
      what: `The farewell of ${node}`,
      timeoutMs: farewellLimitMs,
      signal: lab.failure,
    });
  } catch (error) {
    if (!(error instanceof WaitError)) throw error;
    throw new FaultError(`${node} was drained, and not every peer heard of it: ${untold().join('; ')}.`);
  }
}
