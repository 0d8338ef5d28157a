import { Command } from '@commander-js/extra-typings';
import { gatewayObject } from '../../../azure-view/gateway-object.ts';
import { gatewayNamed } from '../../../azure-view/gateways.ts';
import { peerResult, routesResult } from '../../../azure-view/output/layouts.ts';
import { bgpPeerStatus } from '../../../azure-view/peer-status.ts';
import { advertisedRoutes, learnedRoutes } from '../../../azure-view/routes.ts';
import { option } from '../../option.ts';
import { address } from '../../option-values.ts';
import { azCommand, printAsAz } from './az-command.ts';
import { reset } from './reset.ts';

const listBgpPeerStatus = azCommand('list-bgp-peer-status', {
  summary: 'the BGP peers of a gateway, as az lists them',
  description:
    'Lists the BGP peers of a virtual network gateway as az does: what each instance says, one list after the other. In active-active mode an instance lists its sibling, and itself with the state Unknown.',
}).action((chosen) =>
  printAsAz(chosen, (lab) => peerResult(bgpPeerStatus(lab, gatewayNamed(lab, chosen.name)))),
);

const listLearnedRoutes = azCommand('list-learned-routes', {
  summary: 'the routes that a gateway has learned, as az lists them',
  description:
    'Lists the routes of a virtual network gateway as az does: of each instance all paths, its own prefixes as Network, those of its peers as EBgp, and those of its sibling as IBgp.',
}).action((chosen) =>
  printAsAz(chosen, (lab) => routesResult(learnedRoutes(lab, gatewayNamed(lab, chosen.name)))),
);

const listAdvertisedRoutes = azCommand('list-advertised-routes', {
  summary: 'the routes that a gateway advertises to a peer, as az lists them',
  description: 'Lists the routes that the instances of a virtual network gateway advertise to a BGP peer.',
})
  .addOption(
    option('--peer <address>', 'IP address of the BGP peer').argParser(address).makeOptionMandatory(),
  )
  .action(({ peer, ...chosen }) =>
    printAsAz(chosen, (lab) => routesResult(advertisedRoutes(lab, gatewayNamed(lab, chosen.name), peer)), {
      peer,
    }),
  );

const show = azCommand('show', {
  summary: 'a gateway, as az shows it',
  description: 'Shows a virtual network gateway with its addresses and BGP settings.',
}).action((chosen) =>
  printAsAz(chosen, (lab) => ({ value: gatewayObject(lab, gatewayNamed(lab, chosen.name)) })),
);

export const vnetGateway = new Command('vnet-gateway')
  .summary('virtual network gateways')
  .description('Virtual network gateways, as az has them.')
  .addCommand(listBgpPeerStatus)
  .addCommand(listLearnedRoutes)
  .addCommand(listAdvertisedRoutes)
  .addCommand(show)
  .addCommand(reset);
