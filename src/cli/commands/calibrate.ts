import type { Command } from 'commander';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { recordCalibration } from '../../calibration/calibrate.ts';
import type { Calibration } from '../../calibration/calibration.ts';
import { calibrationTable } from '../../calibration/calibration-table.ts';
import { measurements } from '../../calibration/measurements.ts';
import { saveCalibration } from '../../calibration/saved-calibration.ts';
import { judged } from '../../calibration/verdict.ts';
import { profileNamed } from '../../definition/profile.ts';
import { SourcePorts } from '../../experiment/traffic/source-ports.ts';
import { Lab } from '../../lab/lab.ts';
import type { DataplaneChoice } from '../../nodes/ipsec/choose.ts';
import { bringUpLab, prepareLab, tearDown } from '../../run/bring-up-lab.ts';
import { readLab } from '../../run/lab-file.ts';
import { machineOf } from '../../run/machine.ts';
import { ownVersion } from '../../run/versions.ts';
import { interruption } from '../interruption.ts';
import { options } from '../options.ts';
import { print, tell } from '../print.ts';
import { step } from '../tasks.ts';

interface CalibrateOptions {
  readonly quick: boolean;
  readonly undisturbed: number;
  readonly margin: number;
  readonly dataplane: DataplaneChoice;
  readonly flows: number;
  readonly rate: number;
  readonly timeout: number;
  readonly calibrations: string;
  readonly format: 'table' | 'json';
}

/** The smallest lab with more than one path: what the machine has is left to the probes. */
const calibratedLab = 'active-active';

export function addCalibrate(program: Command): void {
  program
    .command('calibrate')
    .summary('measure the measurement: outages of known length')
    .description(
      `Brings ${calibratedLab} up, has the kernel drop packets for times that are known exactly, and compares them with what a run would have reported. Takes about three minutes.`,
    )
    .addOption(options.quick())
    .addOption(options.undisturbed())
    .addOption(options.margin())
    .addOption(options.dataplane())
    .addOption(options.flows())
    .addOption(options.rate())
    .addOption(options.timeout())
    .addOption(options.calibrations())
    .addOption(options.format('table', 'json'))
    .action(calibrate);
}

async function calibrate(chosen: CalibrateOptions): Promise<void> {
  const { quick, undisturbed: undisturbedSeconds, flows, rate } = chosen;
  const { definition } = await readLab(calibratedLab);
  const signal = interruption();
  const startedAt = new Date();
  const request = { definition, profile: profileNamed('fast'), dataplane: chosen.dataplane };
  const { engine, blueprint } = await prepareLab(request, signal);
  const lab = new Lab(engine, blueprint);
  let calibration: Calibration;
  try {
    await bringUpLab(lab, { timeoutMs: chosen.timeout * 1000, signal });
    const session = await step('Calibrating', (say) =>
      recordCalibration(lab, {
        traffic: { flows, rate, ports: new SourcePorts() },
        quick,
        undisturbedSeconds,
        signal,
        onStep: say,
      }),
    );
    calibration = judged(
      {
        format: 'switchover-calibration/1',
        id: `calibration-${blueprint.id.replace(`${definition.name}-`, '')}`,
        startedAt: startedAt.toISOString(),
        machine: await machineOf(engine),
        switchover: ownVersion,
        dataplane: blueprint.dataplane,
        flows,
        rate,
        intervalMs: 1000 / rate,
        ...measurements(session),
      },
      chosen.margin,
    );
  } finally {
    await tearDown(lab);
  }
  signal.throwIfAborted();
  tell(`Saved: ${await saveCalibration(chosen.calibrations, calibration)}`);
  print(
    chosen.format === 'json' ? JSON.stringify(calibration, null, 2) : `\n${calibrationTable(calibration)}`,
  );
  process.exitCode = calibration.misses.length === 0 ? exitCodes.passed.code : exitCodes.failed.code;
}
