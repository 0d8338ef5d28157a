import type { NodeStatus } from './node-status.ts';

/**
 * An answer in which everything keeps the start that an earlier answer or event gave it. Daemons report durations in
 * whole seconds, so the starts would otherwise jump with each answer.
 */
export function steadied(answer: NodeStatus, before: NodeStatus): NodeStatus {
  const passed = (answer.clock.monotonicNs - before.clock.monotonicNs) / 1e9;
  const keep = (seconds: number, earlier: number | undefined): number =>
    earlier !== undefined && Math.abs(earlier + passed - seconds) <= roundingSeconds
      ? earlier + passed
      : seconds;
  return {
    ...answer,
    tunnels: answer.tunnels.map((tunnel) => ({
      ...tunnel,
      establishedSeconds: keep(
        tunnel.establishedSeconds,
        before.tunnels.find(({ peer, ike }) => peer === tunnel.peer && ike === tunnel.ike)
          ?.establishedSeconds,
      ),
    })),
    sessions: answer.sessions.map((session) => ({
      ...session,
      upSeconds: keep(
        session.upSeconds,
        before.sessions.find(
          ({ neighbor, state }) => neighbor === session.neighbor && state === session.state,
        )?.upSeconds,
      ),
    })),
  };
}

/** Tolerance: both answers are rounded, and their clocks are read a moment earlier. */
const roundingSeconds = 2;
