import { Command } from 'commander';
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
import { exitCodeMeanings } from './reference/exit-codes.ts';

/** The whole command line: every command with its options, and nothing done yet. */
export function commandLineProgram(): Command {
  const program = new Command('switchover')
    .description(
      'Shows how long a highly available VPN connection to Azure is really interrupted when something breaks.',
    )
    .version(ownVersion)
    .exitOverride()
    .enablePositionalOptions()
    .addHelpText('after', `\n${exitCodesHelp()}\n\n${environmentHelp}`);
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
  return program;
}

const environmentHelp = `Every option can also be set by an environment variable: --dry-run is SWITCHOVER_DRY_RUN.
SWITCHOVER_ENGINE_TIMEOUT: seconds without any sign of life after which the container engine is given up, 1 to 3600
(default: 30).`;

function exitCodesHelp(): string {
  const lines = exitCodeMeanings().map(({ code, meaning }) => `  ${String(code).padEnd(4)} ${meaning}`);
  return ['Exit codes:', ...lines].join('\n');
}
