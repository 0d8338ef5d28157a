import { Command } from '@commander-js/extra-typings';
import { gatewayNamed } from '../../../azure-view/gateways.ts';
import { metricNames, metricsOf } from '../../../azure-view/metrics/metrics.ts';
import { metricsResult } from '../../../azure-view/output/layouts.ts';
import { printed } from '../../../azure-view/output/printed.ts';
import { option } from '../../option.ts';
import { options } from '../../options.ts';
import { print } from '../../print.ts';
import { azCommand, noteGroup } from './az-command.ts';
import { recorded, savedRun } from './recorded.ts';

const list = azCommand('list', {
  summary: "a gateway's metrics, a value a minute, as Azure Monitor would have them",
  description:
    "Lists a metric of a virtual network gateway as Azure Monitor would have sampled it: a value a minute. An outage of ten seconds is a dip of a sum there, or nothing. Azure's metrics in bytes are not available, because nodes record packets.",
})
  .addOption(
    option('--metrics <name>', 'the metric')
      .choices(metricNames)
      .default<(typeof metricNames)[number]>('BgpPeerStatus'),
  )
  .addOption(savedRun())
  .addOption(options.runs())
  .action(async ({ metrics, ...chosen }) => {
    noteGroup(chosen);
    const lab = await recorded(chosen);
    const { name } = gatewayNamed(lab, chosen.name);
    print(printed(metricsResult(metricsOf(lab, name, metrics, lab.events)), chosen.output));
  });

export const monitor = new Command('monitor')
  .summary('Azure Monitor')
  .description('Azure Monitor, as az has it.')
  .addCommand(
    new Command('metrics').summary('metrics').description('Metrics, as az has them.').addCommand(list),
  );
