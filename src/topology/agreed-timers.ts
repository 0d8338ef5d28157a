import type { BgpTimers } from '../definition/profile.ts';
import type { LocalSession } from './find.ts';

/**
 * The timers by which a node watches its peer. Both keep the lower of the two hold times (RFC 4271, 4.2). The peer sends
 * a keepalive at its own interval, or three times in a hold time if that is shorter (FRR 10.3, bgp_packet.c).
 */
export function agreedTimers({ local, remote }: Pick<LocalSession, 'local' | 'remote'>): BgpTimers {
  const holdSeconds = Math.min(local.timers.holdSeconds, remote.timers.holdSeconds);
  return {
    ...local.timers,
    holdSeconds,
    keepaliveSeconds: Math.min(remote.timers.keepaliveSeconds, Math.floor(holdSeconds / 3)),
  };
}
