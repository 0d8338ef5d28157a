import { isDeepStrictEqual } from 'node:util';
import type { BgpSession } from './bgp-session.ts';
import type { Topology } from './topology.ts';
import type { Tunnel } from './tunnel.ts';

/** What has other timers in a topology than in an earlier one of the same lab. */
export interface Retimed {
  readonly tunnels: readonly Tunnel[];
  /** All sessions, also those through these tunnels. */
  readonly sessions: readonly BgpSession[];
}

/**
 * What has to begin anew: an SA keeps the DPD delay and the retransmission with which it was established, and a session
 * the hold time that was agreed on when it was opened.
 */
export const retimed = (before: Topology, after: Topology): Retimed => ({
  tunnels: changed(before.tunnels, after.tunnels, ({ ends }) =>
    ends.map(({ dpd, retransmission }) => ({ dpd, retransmission })),
  ),
  sessions: changed(before.sessions, after.sessions, ({ ends }) => ends.map(({ timers }) => timers)),
});

/** Both have the same parts in the same order: only timers differ. */
const changed = <T>(before: readonly T[], after: readonly T[], timers: (one: T) => unknown): T[] =>
  after.filter((one, index) => {
    const was = before[index];
    return was === undefined || !isDeepStrictEqual(timers(one), timers(was));
  });
