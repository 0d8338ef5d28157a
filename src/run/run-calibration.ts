import { privateFolder } from '../base/files/private-file.ts';
import { Saving } from '../base/files/saving.ts';
import { recordCalibration } from '../calibration/calibrate.ts';
import type { Calibration } from '../calibration/calibration.ts';
import { machineOf } from '../calibration/machine.ts';
import { measurements } from '../calibration/measurements.ts';
import { saveCalibration } from '../calibration/saved-calibration.ts';
import { judged } from '../calibration/verdict.ts';
import { SourcePorts } from '../experiment/traffic/source-ports.ts';
import { Lab } from '../lab/lab.ts';
import { bringUpLab, tearDown } from './bring-up.ts';
import { planLab } from './plan-run.ts';
import { prepareLab } from './prepare.ts';
import type { LabRequest, Traffic } from './request.ts';
import type { Watch } from './steps.ts';
import { ownVersion } from './versions.ts';

/** The smallest lab with more than one path: the probes get as much of the machine as possible. */
export const calibratedLab = 'active-active';

export interface CalibrationRequest extends Pick<LabRequest, 'dataplane' | 'bringUpSeconds'> {
  readonly traffic: Traffic;
  /** Only the short outages. */
  readonly quick: boolean;
  /** Time at the end without an outage. */
  readonly undisturbedSeconds: number;
  /** By how much more than a probe interval an outage may be wrong. */
  readonly marginMs: number;
  /** Where calibrations are kept. */
  readonly folder: string;
}

export interface CalibrationOutcome {
  readonly calibration: Calibration;
  /** Why it could not be saved. Absent: it was. */
  readonly notSaved?: string | undefined;
}

/**
 * Calibrates the measurement on this machine: brings a lab up, injects outages of known length, compares them with what
 * a run would report, saves the comparison, and tears the lab down.
 */
export async function runCalibration(request: CalibrationRequest, watch: Watch): Promise<CalibrationOutcome> {
  const startedAt = new Date();
  // Before anything that takes long.
  await privateFolder(request.folder);
  const lab = { ...request, lab: calibratedLab, profile: 'fast' } as const;
  const { engine, blueprint } = await prepareLab(await planLab(lab, watch.onStep), watch);
  const calibration = await measure(new Lab(engine, blueprint), request, startedAt, watch);
  watch.signal.throwIfAborted();
  const saving = new Saving();
  await saving.attempt(async () =>
    watch.onStep({ step: 'saved', path: await saveCalibration(request.folder, calibration) }),
  );
  return { calibration, notSaved: saving.problem };
}

async function measure(
  lab: Lab,
  { traffic, quick, undisturbedSeconds, marginMs, bringUpSeconds }: CalibrationRequest,
  startedAt: Date,
  watch: Watch,
): Promise<Calibration> {
  const { blueprint, engine } = lab;
  try {
    await bringUpLab(lab, { ...watch, seconds: bringUpSeconds });
    watch.onStep({ step: 'calibrating' });
    const session = await recordCalibration(lab, {
      traffic: { ...traffic, ports: new SourcePorts() },
      quick,
      undisturbedSeconds,
      signal: watch.signal,
      onStep: (text) => watch.onStep({ step: 'in-calibration', text }),
    });
    watch.onStep({ step: 'calibrated' });
    return judged(
      {
        id: blueprint.id.replace(calibratedLab, 'calibration'),
        startedAt: startedAt.toISOString(),
        machine: await machineOf(engine),
        switchover: ownVersion,
        dataplane: blueprint.dataplane,
        ...traffic,
        intervalMs: 1000 / traffic.rate,
        ...measurements(session),
      },
      marginMs,
    );
  } finally {
    await tearDown(lab, watch);
  }
}
