import type { Calibration } from '../../src/calibration/calibration.ts';

export const machine = { engineId: 'engine', kernel: '6.18', cpus: 2 };
/** A calibration of that machine that met its target. */
export const calibration = (
  id: string,
  startedAt: string,
  changes: Partial<Calibration> = {},
): Calibration => ({
  id,
  startedAt,
  machine,
  switchover: '0.1.0',
  dataplane: 'userspace',
  flows: 32,
  rate: 100,
  intervalMs: 10,
  delayThresholdMs: 250,
  senderLatenessP999Ms: 3,
  injected: [],
  held: [],
  undisturbed: { seconds: 30, packets: 1, lossPeriods: 0, lost: 0, late: 0 },
  worstErrorMs: 1,
  worstFlowErrorMs: 9,
  misses: [],
  ...changes,
});
