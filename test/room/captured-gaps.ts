import type { CapturedPacket } from '../../src/calibration/pcap.ts';

/** A pause in the packets of a flow. */
export interface Gap {
  readonly sourcePort: number;
  /** Packets that did not arrive, by the flow's interval. */
  readonly lost: number;
  readonly durationMs: number;
}

/**
 * The longest pause of each flow in a capture, if it is an outage. It shares nothing with the probes and with the
 * workshop's server: the kernel stamps the packets.
 *
 * @param intervalMs between two packets of a flow
 * @param leastMs shorter pauses are none
 */
export function longestGaps(
  packets: readonly CapturedPacket[],
  { intervalMs, leastMs }: { readonly intervalMs: number; readonly leastMs: number },
): Gap[] {
  const last = new Map<number, bigint>();
  const longest = new Map<number, number>();
  for (const { sourcePort, time } of packets) {
    const before = last.get(sourcePort);
    last.set(sourcePort, time);
    if (before === undefined) continue;
    const pauseMs = Number(time - before) / 1e6;
    if (pauseMs > (longest.get(sourcePort) ?? 0)) longest.set(sourcePort, pauseMs);
  }
  return [...longest]
    .map(([sourcePort, pauseMs]) => {
      const lost = Math.round(pauseMs / intervalMs) - 1;
      return { sourcePort, lost, durationMs: lost * intervalMs };
    })
    .filter(({ durationMs }) => durationMs >= leastMs)
    .toSorted((one, other) => one.durationMs - other.durationMs);
}

/**
 * The largest difference between what was told and what was captured, flow by flow in the order of their lengths;
 * undefined: another number of flows.
 */
export function largestError(toldMs: readonly number[], gaps: readonly Gap[]): number | undefined {
  if (toldMs.length !== gaps.length) return undefined;
  const sorted = toldMs.toSorted((one, other) => one - other);
  return Math.max(0, ...gaps.map(({ durationMs }, index) => Math.abs((sorted[index] ?? 0) - durationMs)));
}
