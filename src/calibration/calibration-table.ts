import { isHarmful } from '../analysis/quality/contention.ts';
import { counted } from '../base/counted.ts';
import { duration } from '../base/duration.ts';
import { textTable } from '../report/terminal/text-table.ts';
import { count } from '../report/words/quantities.ts';
import type { Calibration, HeldBack, Injected } from './calibration.ts';

const signed = (milliseconds: number): string =>
  `${milliseconds < 0 ? '-' : '+'}${duration(Math.abs(milliseconds))}`;

/** A calibration as text: each injected outage beside its measurement, and the verdict. */
export function calibrationTable(calibration: Calibration): string {
  const { injected, held, undisturbed, intervalMs, flows, rate, dataplane, misses } = calibration;
  const shown = injected.filter(({ paths, extent }) => paths.length > 0 || extent === 'no path');
  return [
    `Calibration of ${flows} flows x ${rate} packets/s in each direction, ${dataplane} ESP: one probe interval is ${duration(intervalMs)}`,
    '',
    textTable([
      [
        'INJECTED',
        'INTO',
        'DIRECTION',
        'FLOWS HIT',
        'MEASURED',
        'ERROR',
        'OF A FLOW',
        'LOST / DROPPED',
        'CAPTURE',
      ],
      ...shown.map(injectedRow),
    ]),
    '',
    ...held.map(heldLine),
    `Undisturbed for ${undisturbed.seconds.toFixed(0)} s: ${undisturbed.lossPeriods} false outages, ${undisturbed.lost} lost and ${undisturbed.late} late of ${count(undisturbed.packets)} packets.`,
    ...(calibration.senderLatenessP999Ms === null
      ? []
      : [`Packets left at most ${duration(calibration.senderLatenessP999Ms)} late (p99.9).`]),
    ...byLateness(injected),
    '',
    'Error: the pooled outage of a path against the truth, and the flow that was farthest off. Dropped: counted by the',
    "kernels. Capture: the longest gap in tcpdump's capture at the receiver.",
    '',
    ...misses.map((miss) => `Missed: ${miss}.`),
    misses.length === 0
      ? `Every outage was measured within one probe interval: at worst ${duration(calibration.worstErrorMs)} off for a path, ${duration(calibration.worstFlowErrorMs)} for a single flow.`
      : `At worst ${duration(calibration.worstErrorMs)} off for a path, ${duration(calibration.worstFlowErrorMs)} for a single flow; the target is ${duration(intervalMs)}.`,
  ].join('\n');
}

/** How wrong the outages were in which a run would have called the machine too busy, and the others. */
function byLateness(injected: readonly Injected[]): string[] {
  const known = injected.flatMap(({ pooled, latenessMaxMs }) =>
    pooled === null || latenessMaxMs === undefined
      ? []
      : [{ late: isHarmful(latenessMaxMs), errorMs: Math.abs(pooled.errorMs) }],
  );
  return [false, true].flatMap((late) => {
    const errors = known.filter((one) => one.late === late).map(({ errorMs }) => errorMs);
    if (errors.length === 0) return [];
    const when = late ? 'late, as in a trial that is marked as contended' : 'in time';
    return [
      `While ${counted(errors.length, 'outage')} lasted, packets left ${when}: at worst ${duration(Math.max(...errors))} off for a path.`,
    ];
  });
}

function heldLine({ from, to, leastMs, mostMs, lost, late, thresholdMs, estimateMs, expectedMs }: HeldBack) {
  const measured = estimateMs === null ? 'nothing' : duration(estimateMs);
  return `Held back for ${duration((leastMs + mostMs) / 2)}, ${from} to ${to}: ${lost} lost, ${late} later than ${duration(thresholdMs)}, which makes ${measured}; the truth is ${duration(expectedMs)}.`;
}

function injectedRow(one: Injected): string[] {
  return [
    `${one.lengthMs.toFixed(1)} ms`,
    one.extent,
    `${one.from} to ${one.to}${one.bothWays ? ', both' : ''}`,
    `${one.flowsHit} of ${one.flowsOnPaths}`,
    one.pooled ? `${one.pooled.estimateMs.toFixed(1)} ± ${one.pooled.halfWidthMs.toFixed(1)} ms` : 'none',
    one.pooled ? signed(one.pooled.errorMs) : '-',
    one.flowErrorMs === null ? '-' : signed(one.flowErrorMs),
    `${count(one.lost)} / ${count(one.dropped)}`,
    one.captureMs === null ? '-' : `${one.captureMs.toFixed(1)} ms`,
  ];
}
