import { Command } from '@commander-js/extra-typings';
import { effectiveRoutes } from '../../../azure-view/effective-routes.ts';
import { machineOfNic } from '../../../azure-view/machines.ts';
import { effectiveRoutesResult } from '../../../azure-view/output/layouts.ts';
import { azCommand, printAsAz } from './az-command.ts';

const showEffectiveRouteTable = azCommand('show-effective-route-table', {
  summary: 'the routes of a virtual machine, as az shows them',
  description:
    'Shows the effective routes of a virtual machine. A lab has no network interfaces as resources: give the name of the machine, or the one that az vm create gives its interface, such as vmVMNic.',
}).action((chosen) =>
  printAsAz(chosen, (lab) => effectiveRoutesResult(effectiveRoutes(lab, machineOfNic(lab, chosen.name)))),
);

export const nic = new Command('nic')
  .summary('network interfaces of virtual machines')
  .description('Network interfaces of virtual machines, as az has them.')
  .addCommand(showEffectiveRouteTable);
