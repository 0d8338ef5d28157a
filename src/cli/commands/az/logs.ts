import { Command } from '@commander-js/extra-typings';
import { diagnosticLogs, logCategories } from '../../../azure-view/logs/diagnostic-logs.ts';
import { azFormats, printedList } from '../../../azure-view/output/printed.ts';
import { option } from '../../option.ts';
import { options } from '../../options.ts';
import { print } from '../../print.ts';
import { recorded, savedRun } from './recorded.ts';

export const logs = new Command('logs')
  .summary('print the diagnostic logs that Azure would have of a lab that is up, or of a saved run')
  .description(
    'Prints what the gateway instances of a lab have logged as rows of the table AzureDiagnostics: tunnels that connect and disconnect, BGP peers, routes, and the change of the primary instance. IKEDiagnosticLog is long, so it is printed only when it is asked for. In a lab that is up, an instance that was replaced has lost its earlier log; a saved run has it.',
  )
  .addOption(
    option('--category <name>', 'only this category (default: all but IKEDiagnosticLog)').choices(
      logCategories,
    ),
  )
  .addOption(outputOption())
  .addOption(options.lab())
  .addOption(savedRun())
  .addOption(options.runs())
  .action(async ({ category, output, ...chosen }) => {
    const lab = await recorded(chosen);
    const rows = diagnosticLogs(lab, lab.events).filter(({ Category }) =>
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
