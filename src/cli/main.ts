#!/usr/bin/env node
import { Command } from 'commander';
import { exitCodes } from '../base/errors/exit-codes.ts';
import { ownVersion } from '../run/versions.ts';
import { addCalibrate } from './commands/calibrate.ts';
import { addCompare } from './commands/compare.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDown } from './commands/down.ts';
import { addExec } from './commands/exec.ts';
import { addFault } from './commands/fault.ts';
import { addGc } from './commands/gc.ts';
import { addHeal } from './commands/heal.ts';
import { addInspect } from './commands/inspect.ts';
import { addLabs } from './commands/labs.ts';
import { addList } from './commands/list.ts';
import { addLogs } from './commands/logs.ts';
import { addReport } from './commands/report.ts';
import { addRun } from './commands/run.ts';
import { addSweep } from './commands/sweep.ts';
import { addUp } from './commands/up.ts';
import { addValidate } from './commands/validate.ts';
import { describeFailure } from './failure.ts';
import { tell } from './print.ts';

const program = new Command('switchover')
  .description(
    'Shows how long a highly available VPN connection to Azure is really interrupted when something breaks.',
  )
  .version(ownVersion)
  .exitOverride()
  .enablePositionalOptions()
  .addHelpText(
    'after',
    `
Exit codes: 0 done, 1 a limit was missed, traffic or redundancy was not back in time, recovery has become slower, or a
calibration missed its target, 2 wrong input, 3 nothing was measured, 4 the lab did not become ready, 5 the environment
cannot run a lab, 130 interrupted. Every option can also be set by an environment variable: --dry-run is SWITCHOVER_DRY_RUN.
SWITCHOVER_ENGINE_TIMEOUT: seconds without any sign of life after which the container engine is given up, 1 to 3600
(default: 30).`,
  );
for (const add of [
  addRun,
  addLabs,
  addSweep,
  addUp,
  addDown,
  addInspect,
  addExec,
  addLogs,
  addFault,
  addHeal,
  addValidate,
  addList,
  addReport,
  addCompare,
  addCalibrate,
  addGc,
  addDoctor,
]) {
  add(program);
}

// A reader that has seen enough (`| head`) is no error, and a log on a full disk must not keep a lab from being torn down.
let lost: Error | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') lost = error;
});
process.stderr.on('error', () => {});

try {
  await program.parseAsync();
} catch (error) {
  const { code, text } = describeFailure(error);
  if (text !== '') tell(text);
  process.exitCode = code;
}
await new Promise((resolve) => process.stdout.write('', resolve));
if (lost) {
  tell(`What belongs on stdout could not be written: ${lost.message}.`);
  process.exitCode ||= exitCodes.environment.code;
}
await new Promise((resolve) => process.stderr.write('', resolve));
// What is still open is a way to an engine that no longer answers: nobody waits for it.
process.exit();
