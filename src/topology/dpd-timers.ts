import type { Connection } from '../definition/definition.ts';
import { type DpdTimers, dpdTimeoutSeconds, dpdTimersFor } from '../definition/profile.ts';

/**
 * The DPD timers of a connection at one of its ends.
 *
 * A charon has one retransmission for all its connections, but each connection has its own DPD delay. So all
 * connections of a gateway, or of a device, share the retransmission of the quickest, and the delay makes up the rest:
 * 9 s and 120 s become 4 + 5 x 1 s and 115 + 5 x 1 s. Where all timeouts are equal, each is divided as usual. The
 * price: once a peer leaves one request unanswered, a slow connection gives it up as soon as the quickest one would
 * (here after 5 s), although it waits longer before it asks.
 *
 * @param connections all connections of the gateway or device at that end, this one among them; not empty
 * @param usual the timers of a connection without a `dpdTimeoutSeconds`
 */
export function dpdTimersOf(
  connection: Connection,
  connections: readonly Connection[],
  usual: DpdTimers,
): DpdTimers {
  const timeoutSeconds = dpdTimeoutSeconds(ownTimers(connection, usual));
  const quickest = connections
    .map((each) => ownTimers(each, usual))
    .reduce((a, b) => (dpdTimeoutSeconds(b) < dpdTimeoutSeconds(a) ? b : a));
  const askingSeconds = dpdTimeoutSeconds(quickest) - quickest.delaySeconds;
  // swanctl.conf takes whole seconds, and the sum of the repetitions may miss one by a rounding error.
  return { ...quickest, delaySeconds: Math.round(timeoutSeconds - askingSeconds) };
}

const ownTimers = ({ dpdTimeoutSeconds: timeout }: Connection, usual: DpdTimers): DpdTimers =>
  timeout === undefined ? usual : dpdTimersFor(timeout);
