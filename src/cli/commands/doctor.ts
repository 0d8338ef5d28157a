import { Command } from '@commander-js/extra-typings';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { doctorText } from '../../report/terminal/doctor-text.ts';
import { doctorReport } from '../../setup/doctor/doctor.ts';
import { options } from '../options.ts';
import { json, print } from '../print.ts';

export const doctor = new Command('doctor')
  .summary('examine the machine: engine, kernel, images, leftovers')
  .description('Examines the engine and what its kernel can do. Changes nothing.')
  .addOption(options.format('table', 'json'))
  .action(async ({ format }) => {
    const report = await doctorReport(await findEngine());
    print(format === 'json' ? json(report) : doctorText(report));
  });
