import { Command } from '@commander-js/extra-typings';
import { logs } from './logs.ts';
import { monitor } from './monitor.ts';
import { nic } from './nic.ts';
import { vnetGateway } from './vnet-gateway.ts';
import { vpnConnection } from './vpn-connection.ts';

const network = new Command('network')
  .summary('network resources, as az has them')
  .description('Prints what az network prints, for a lab that is up.')
  .addCommand(vnetGateway)
  .addCommand(vpnConnection)
  .addCommand(nic);

export const az = new Command('az')
  .summary('print what the Azure CLI would print for a lab that is up')
  .description(
    "Prints what Azure's own command line prints for a real gateway, with the same words and fields. The lab plays the part of the subscription.",
  )
  .addCommand(network)
  .addCommand(monitor)
  .addCommand(logs);
