import type { Command } from 'commander';
import { findEngine } from '../../engine/connection/find-engine.ts';
import { doctorText } from '../../report/terminal/doctor-text.ts';
import { doctorReport } from '../../setup/doctor/doctor.ts';
import { options } from '../options.ts';
import { print } from '../print.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('say what was found: engine, kernel, images, leftovers')
    .description('Examines the engine and what its kernel can do. Changes nothing.')
    .addOption(options.format('table', 'json'))
    .action(doctor);
}

async function doctor({ format }: { readonly format: 'table' | 'json' }): Promise<void> {
  const found = await findEngine();
  const report = await doctorReport(found);
  print(format === 'json' ? JSON.stringify(report, null, 2) : doctorText(report));
}
