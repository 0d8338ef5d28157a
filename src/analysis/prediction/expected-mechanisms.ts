import { z } from 'zod';
import type { Absence } from '../../observations/applied-fault.ts';
import { callersOf } from '../recovery/callers.ts';
import { mechanismSchema } from '../recovery/mechanism.ts';
import type { RecoveryPoint } from '../recovery/recovery-map.ts';
import type { NumbersOfLab } from '../recovery/whose.ts';
import {
  bfdDetection,
  bgpHoldDetection,
  dpdDetection,
  replacementDetection,
  takeoverDetection,
} from './detection-ranges.ts';
import type { DurationRange } from './duration-range.ts';

const ms = z.number();

export const expectedMechanismSchema = z
  .object({ mechanism: mechanismSchema, minMs: ms, maxMs: ms })
  .readonly();

/** A mechanism, and how long it takes to notice a silent fault. */
export type ExpectedMechanism = z.infer<typeof expectedMechanismSchema>;

/**
 * Everything on a node that would notice a silent fault; the fastest on average first.
 *
 * @param away how long the failed machines stay away
 */
export function expectedMechanisms(
  point: RecoveryPoint,
  { timers, azureNodes }: NumbersOfLab,
  away: readonly Absence[],
): readonly ExpectedMechanism[] {
  const { watches, comeback, takeover, opener } = point;
  const takenOver = takeover
    ? [byTakeover(point, takeover.detection ?? takeoverDetection(timers.takeover))]
    : [];
  // An instance that keeps its session keeps the routes into the tunnel, whatever becomes of the tunnel.
  const keepsSession =
    point.bgp !== undefined && azureNodes.includes(point.node) && !timers.azureBgpFollowsTunnel;
  // Flows without another path wait until the failed part is back; the end of a tunnel alone does not help them.
  if (comeback) return takenOver;
  return [
    ...takenOver,
    ...(watches.bfdNeighbors.length > 0
      ? [
          point.healthProbe
            ? { mechanism: 'health-probe' as const, ...bfdDetection(timers.healthProbe) }
            : { mechanism: 'bfd' as const, ...bfdDetection(point.siteBfd ?? timers.siteBfd) },
        ]
      : []),
    ...(point.dpd && !keepsSession ? [{ mechanism: 'dpd' as const, ...dpdDetection(point.dpd) }] : []),
    ...away
      .filter(({ node }) => node === opener)
      .map((absence) => ({ mechanism: 'replacement' as const, ...replacementDetection(absence) })),
    ...(point.bgp ? [{ mechanism: 'bgp-hold' as const, ...bgpHoldDetection(point.bgp) }] : []),
  ].sort((a, b) => a.minMs + a.maxMs - (b.minMs + b.maxMs));
}

/**
 * When the heir has the addresses and somebody opens the tunnels anew: the heir itself, or a peer that has noticed. One that
 * noticed before the takeover asks again after the time of a retransmission.
 */
function byTakeover(point: RecoveryPoint, taken: DurationRange): ExpectedMechanism {
  const [caller] = callersOf(point);
  if (!caller) return { mechanism: 'takeover', ...taken };
  const noticed = dpdDetection(caller.dpd);
  const asksAgainMs = noticed.minMs < taken.maxMs ? caller.dpd.retransmitSeconds * 1000 : 0;
  return {
    mechanism: noticed.minMs + noticed.maxMs > taken.minMs + taken.maxMs ? 'dpd' : 'takeover',
    minMs: Math.max(taken.minMs, noticed.minMs),
    maxMs: Math.max(taken.maxMs + asksAgainMs, noticed.maxMs),
  };
}
