import { Command } from '@commander-js/extra-typings';
import { diagnosticLogs, logCategories } from '../../../azure-view/logs/diagnostic-logs.ts';
import { azFormats, printedList } from '../../../azure-view/output/printed.ts';
import { findEngine } from '../../../engine/connection/find-engine.ts';
import { interruption } from '../../../run/interruption.ts';
import { azureLab } from '../../../run/live/azure-lab.ts';
import { recordedEvents } from '../../../run/live/recorded-events.ts';
import { option } from '../../option.ts';
import { options } from '../../options.ts';
import { print } from '../../print.ts';
import { chosenLab } from './az-command.ts';

export const logs = new Command('logs')
  .summary('print the diagnostic logs that Azure would have of a lab that is up')
  .description(
    'Prints what the gateway instances of a lab have logged as rows of the table AzureDiagnostics: tunnels that connect and disconnect, BGP peers, routes, and the change of the primary instance. IKEDiagnosticLog is long, so it is printed only when it is asked for. An instance that was replaced has lost its earlier log.',
  )
  .addOption(
    option('--category <name>', 'only this category (default: all but IKEDiagnosticLog)').choices(
      logCategories,
    ),
  )
  .addOption(outputOption())
  .addOption(options.lab())
  .action(async ({ category, output, lab: name }) => {
    const { signal } = interruption();
    const { engine } = await findEngine();
    const running = await chosenLab(engine, { lab: name });
    const lab = await azureLab(engine, running, { signal });
    const rows = diagnosticLogs(lab, await recordedEvents(engine, running, lab)).filter(({ Category }) =>
      category === undefined ? Category !== 'IKEDiagnosticLog' : Category === category,
    );
    print(printedList(rows, output, columns));
  });

/** The columns of the queries in Microsoft's documentation. */
const columns = [
  'TimeGenerated',
  'Category',
  'OperationName',
  'remoteIP_s',
  'instance_s',
  'Message',
  'Resource',
] as const;

function outputOption() {
  return option('-o, --output <format>', `output: ${azFormats.join(', ')}`)
    .choices(azFormats)
    .default<(typeof azFormats)[number]>('table');
}
