import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { printableLines } from '../base/quote.ts';
import { terminalWidth } from '../base/terminal-width.ts';
import { wrapped } from '../base/wrapped.ts';
import { textTable } from '../report/terminal/text-table.ts';
import { ownVersion } from '../run/versions.ts';
import { az } from './commands/az/az.ts';
import { calibrate } from './commands/calibrate.ts';
import { capture } from './commands/capture.ts';
import { compare } from './commands/compare.ts';
import { doctor } from './commands/doctor.ts';
import { down } from './commands/down.ts';
import { exec } from './commands/exec.ts';
import { fault } from './commands/fault.ts';
import { gc } from './commands/gc.ts';
import { heal } from './commands/heal.ts';
import { image } from './commands/image/image.ts';
import { inspect } from './commands/inspect.ts';
import { labs } from './commands/labs.ts';
import { lesson } from './commands/lesson/lesson.ts';
import { list } from './commands/list.ts';
import { logs } from './commands/logs.ts';
import { merge } from './commands/merge.ts';
import { report } from './commands/report.ts';
import { run } from './commands/run.ts';
import { sweep } from './commands/sweep.ts';
import { timer } from './commands/timer.ts';
import { up } from './commands/up.ts';
import { validate } from './commands/validate.ts';
import { workshop } from './commands/workshop.ts';
import { fittingHelp } from './fitting-help.ts';
import { exitCodeMeanings } from './reference/exit-codes.ts';

/** All commands, in the order of the help. */
const commands = [
  run,
  labs,
  sweep,
  workshop,
  up,
  down,
  inspect,
  exec,
  logs,
  az,
  capture,
  fault,
  heal,
  timer,
  validate,
  lesson,
  list,
  report,
  compare,
  merge,
  calibrate,
  image,
  gc,
  doctor,
] as const;

/** The command line. An error, a help text and the version end it by an exception, and not the process. */
export const program = new Command('switchover')
  .description(
    'Shows how long a highly available VPN connection to Azure is really interrupted when something breaks.',
  )
  .version(ownVersion)
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => write(printableLines(text)),
    getOutHelpWidth: () => terminalWidth(process.stdout),
    getErrHelpWidth: () => terminalWidth(process.stderr),
  })
  .configureHelp(fittingHelp)
  .enablePositionalOptions()
  .addHelpText('after', helpText);

for (const command of commands) program.addCommand(inheriting(command, program));

/** A command, and all commands below it, with the settings of the program. */
function inheriting<One extends CommandUnknownOpts>(command: One, parent: CommandUnknownOpts): One {
  command.copyInheritedSettings(parent);
  for (const part of command.commands) inheriting(part, command);
  return command;
}

function helpText(): string {
  const codes = exitCodeMeanings().map(({ code, meaning }) => [`  ${code}`, meaning]);
  const paragraphs = [
    'Every option can also be set by an environment variable: --dry-run is SWITCHOVER_DRY_RUN. The variable of a switch is yes or no. An empty variable, or an empty value of an option, counts as not given. SWITCHOVER_ENGINE_TIMEOUT is the time in seconds after which a container engine that gives no sign of life counts as gone, 1 to 3600 (default: 30).',
    'With --format json, an error is one line of JSON on stdout, {"error":{"kind":...,"exitCode":...,"message":...}}, with further fields that say what it is about, such as node, fault, target, or the problems of a lab file with file, line, column, rule, message and advice. Its text for people is on stderr as usual.',
  ];
  const width = terminalWidth();
  return `\nExit codes:\n${textTable(codes, width)}\n\n${wrapped(paragraphs.join('\n\n'), width)}`;
}
