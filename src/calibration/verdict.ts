import { countedWere } from '../base/counted.ts';
import type { Calibration } from './calibration.ts';

/** The measurements of a calibration, before the verdict. */
export type Measurements = Omit<Calibration, 'worstErrorMs' | 'worstFlowErrorMs' | 'misses'>;

/** After a hold, the held packets go first. Packets sent meanwhile wait behind them, and are late too. */
const drainingMs = 10;

/** Packets leave at the ticks of the probe, so the interval of a single flow is uncertain by one tick (ms). */
const tickMs = 1;

/**
 * Lists how a calibration misses its target. The target: every outage is within one probe interval of the truth, for
 * every path and, with one tick of the probe more, for every flow; flows hit and packets lost are those of the kernels;
 * the capture agrees; no held packet is lost; and there is no loss without an injection.
 *
 * @param marginMs is added to the probe interval; the quick form on a busy machine needs one
 */
export function judged(measurements: Measurements, marginMs = 0): Calibration {
  const { injected, held, undisturbed, intervalMs } = measurements;
  const limit = intervalMs + marginMs;
  const worst = (errors: readonly (number | null | undefined)[]) =>
    Math.max(0, ...errors.map((error) => Math.abs(error ?? 0)));
  const misses = [
    ...injected.flatMap((one) => {
      const subject = `${one.lengthMs.toFixed(1)} ms, ${one.extent}, ${one.from} to ${one.to}`;
      const [pooled, flow] = [one.pooled?.errorMs ?? 0, one.flowErrorMs ?? 0];
      // A gap between arrivals is longer than the outage: by half an interval on average, by a whole one at most.
      const capture = one.captureMs === null ? 0 : one.captureMs - one.lengthMs - intervalMs / 2;
      return [
        Math.abs(pooled) > limit && `the pooled outage is wrong by ${pooled.toFixed(1)} ms`,
        Math.abs(flow) > limit + tickMs && `the outage of a flow is wrong by ${flow.toFixed(1)} ms`,
        Math.abs(capture) > limit + intervalMs / 2 &&
          `the gap in the capture differs from the truth by ${capture.toFixed(1)} ms`,
        one.flowsHit !== one.flowsOnPaths &&
          `${countedWere(one.flowsHit, 'flow')} hit instead of ${one.flowsOnPaths}`,
        one.lost !== one.dropped && `${countedWere(one.lost, 'packet')} lost, and ${one.dropped} dropped`,
        one.unexpected > 0 && `${countedWere(one.unexpected, 'loss period')} not injected`,
      ].flatMap((miss) => (miss === false ? [] : [`${subject}: ${miss}`]));
    }),
    ...held.flatMap((one) => {
      const subject = `held back, ${one.from} to ${one.to}`;
      const uncertain = (one.mostMs - one.leastMs) / 2;
      const error = (one.estimateMs ?? 0) - one.expectedMs;
      return [
        one.lost > 0 && `${countedWere(one.lost, 'packet')} lost`,
        one.flowsHit !== one.flowsOnPaths &&
          `${countedWere(one.flowsHit, 'flow')} hit instead of ${one.flowsOnPaths}`,
        Math.abs(error) > limit + uncertain + drainingMs &&
          `the time of late packets is wrong by ${error.toFixed(1)} ms`,
      ].flatMap((miss) => (miss === false ? [] : [`${subject}: ${miss}`]));
    }),
    ...(undisturbed.lossPeriods > 0
      ? [`undisturbed: ${undisturbed.lossPeriods} loss periods in ${undisturbed.seconds.toFixed(0)} s`]
      : []),
  ];
  return {
    ...measurements,
    worstErrorMs: worst(injected.map(({ pooled }) => pooled?.errorMs)),
    worstFlowErrorMs: worst(injected.map(({ flowErrorMs }) => flowErrorMs)),
    misses,
  };
}
