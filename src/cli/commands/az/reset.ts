import { gatewayObject } from '../../../azure-view/gateway-object.ts';
import { gatewayNamed } from '../../../azure-view/gateways.ts';
import { printed } from '../../../azure-view/output/printed.ts';
import { instanceToReset } from '../../../azure-view/reset-target.ts';
import { findEngine } from '../../../engine/connection/find-engine.ts';
import { interruption } from '../../../run/interruption.ts';
import { azureLab } from '../../../run/live/azure-lab.ts';
import { breakLab } from '../../../run/live/break-lab.ts';
import { withJoinedLab } from '../../../run/live/joined-lab.ts';
import { option } from '../../option.ts';
import { address } from '../../option-values.ts';
import { print } from '../../print.ts';
import { showingLive } from '../../showing/showing.ts';
import { azCommand, chosenLab, noteGroup } from './az-command.ts';

export const reset = azCommand('reset', {
  summary: 'reset a gateway: the fault gateway-reset',
  description:
    'Resets a virtual network gateway as Azure does: the active instance reboots, or in active-active mode instance 0 unless --gateway-vip is the public address of the other one. It is the fault gateway-reset, and ends when the instance is back. As in Azure, the printed object does not show whether it helped.',
})
  .addOption(
    option('--gateway-vip <address>', 'public IP address of the instance to reset').argParser(address),
  )
  .action(async ({ gatewayVip, ...chosen }) => {
    noteGroup(chosen);
    const { signal } = interruption();
    const { engine } = await findEngine();
    const running = await chosenLab(engine, chosen);
    const lab = await azureLab(engine, running, { signal });
    const gateway = gatewayNamed(lab, chosen.name);
    const target = instanceToReset(lab, gateway, gatewayVip);
    await showingLive((onStep) =>
      withJoinedLab(running.id, (joined) =>
        breakLab(joined, { name: 'gateway-reset', target, parameters: {} }, { onStep, signal }),
      ),
    );
    print(printed({ value: gatewayObject(lab, gateway) }, chosen.output));
  });
