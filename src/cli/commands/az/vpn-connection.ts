import { Command } from '@commander-js/extra-typings';
import { connectionObject } from '../../../azure-view/connection-object.ts';
import { named } from '../../../azure-view/gateways.ts';
import { azCommand, printAsAz } from './az-command.ts';

const show = azCommand('show', {
  summary: 'a connection, as az shows it',
  description:
    'Shows a VPN connection: its status, the bytes of its tunnels, and a status for each tunnel. As in Azure, the connection is Connected as soon as one of its tunnels is.',
}).action((chosen) =>
  printAsAz(chosen, (lab) => ({
    value: connectionObject(lab, named(lab, 'connection', lab.definition.connections, chosen.name)),
  })),
);

export const vpnConnection = new Command('vpn-connection')
  .summary('VPN connections')
  .description('VPN connections, as az has them.')
  .addCommand(show);
