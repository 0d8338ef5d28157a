import { nsPerMs } from '../../base/milliseconds.ts';
import type { DirectionObservations } from '../../observations/direction.ts';
import { jitterToleranceNs } from './jitter-tolerance.ts';

/** A time in which a measuring host did not run: it sent nothing, although packets were due. In ns. */
export interface HostStall {
  readonly host: string;
  /** The last packet before and the first one after. */
  readonly from: number;
  readonly to: number;
}

/**
 * A shorter pause of a sender is usual on a busy machine, and loses nothing: its kernel keeps what arrives meanwhile.
 */
const leastStallNs = 100 * nsPerMs;

/** At low rates a pause is only a stall when so many packets were due in it. */
const leastPacketsDue = 5;

/** The times in which one of the hosts did not run. */
export const hostStalls = (directions: readonly DirectionObservations[]): readonly HostStall[] =>
  directions.flatMap(({ sender, ratePerFlow, flows }) => {
    const least = Math.max(leastStallNs, (leastPacketsDue * 1e9) / (ratePerFlow * flows.length));
    const stalls: HostStall[] = [];
    const packets = Math.max(0, ...flows.map(({ sent }) => sent.length));
    let before = Number.NaN;
    // The flows take turns: this is the order in which the packets were sent.
    for (let index = 0; index < packets; index += 1) {
      for (const { sent } of flows) {
        const at = sent[index];
        if (at === undefined) continue;
        if (at - before > least) stalls.push({ host: sender, from: before, to: at });
        if (!(at <= before)) before = at;
      }
    }
    return stalls;
  });

/**
 * Whether a packet is impaired because its receiver did not run, and not because the network lost it: it arrived when the
 * host ran again, or was sent while the host did not run and never arrived, as the host's kernel keeps only so many.
 *
 * @param received NaN: it never arrived
 * @param stalls of its receiver
 */
export const isUnseen = (sent: number, received: number, stalls: readonly HostStall[]): boolean =>
  stalls.some(
    ({ from, to }) =>
      sent <= to && (Number.isNaN(received) ? sent >= from - jitterToleranceNs : received >= from),
  );
