import { Command } from '@commander-js/extra-typings';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { calibrationTable } from '../../calibration/calibration-table.ts';
import { calibrationFormat } from '../../calibration/saved-calibration.ts';
import { usualLeastFlows } from '../../run/fit-traffic.ts';
import { interruption } from '../../run/interruption.ts';
import { calibratedLab, runCalibration } from '../../run/run-calibration.ts';
import { toldNotSaved } from '../not-saved.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';
import { showingRun } from '../showing/showing.ts';

export const calibrate = new Command('calibrate')
  .summary('check the measurement with outages of known length')
  .description(
    `Brings ${calibratedLab} up, lets the kernel drop packets for exactly known times, and compares these times with those that a run would report. Takes about three minutes.`,
  )
  .addOption(options.quick())
  .addOption(options.undisturbed())
  .addOption(options.margin())
  .addOption(options.dataplane())
  .addOption(options.flows(String(usualLeastFlows)))
  .addOption(options.rate())
  .addOption(options.bringUp())
  .addOption(options.calibrations())
  .addOption(options.format('table', 'json'))
  .action(async (chosen) => {
    const { flows = usualLeastFlows, rate, quick, dataplane, format } = chosen;
    const { signal } = interruption();
    const request = {
      ...{ quick, dataplane },
      traffic: { flows, rate },
      undisturbedSeconds: chosen.undisturbed,
      marginMs: chosen.margin,
      bringUpSeconds: chosen.timeout,
      folder: chosen.calibrations,
    };
    const { calibration, notSaved } = await showingRun((onStep) =>
      runCalibration(request, { onStep, signal }),
    );
    print(format === 'json' ? calibrationFormat.write(calibration) : `\n${calibrationTable(calibration)}`);
    process.exitCode =
      toldNotSaved(notSaved) ?? exitCodes[calibration.misses.length === 0 ? 'passed' : 'failed'].code;
  });
