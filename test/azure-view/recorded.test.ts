import test from 'ava';
import { effectiveRoutes } from '../../src/azure-view/effective-routes.ts';
import { gatewayNamed } from '../../src/azure-view/gateways.ts';
import { machineOfNic } from '../../src/azure-view/machines.ts';
import { effectiveRoutesResult, peerResult, routesResult } from '../../src/azure-view/output/layouts.ts';
import { printed } from '../../src/azure-view/output/printed.ts';
import { bgpPeerStatus } from '../../src/azure-view/peer-status.ts';
import { advertisedRoutes, learnedRoutes } from '../../src/azure-view/routes.ts';
import type { NodeStatus } from '../../src/lab/status/node-status.ts';
import { azureLabOf, planDefinition, recordedAnswers } from './support/plan-lab.ts';
import { recordedAdvertised, recordedEffective, recordedLearned, recordedPeers } from './support/recorded.ts';

/** The platform has routes to the gateway's BGP peers as well, which no end of traffic needs. */
const lab = azureLabOf(planDefinition(), recordedAnswers(), (statuses) =>
  statuses.map((status) => ({ ...status, routes: withPeer(status.routes) })),
);
const gateway = gatewayNamed(lab, 'harbourgw');

test('the BGP peers are printed as az printed those of a real gateway', (t) => {
  t.is(`\n${printed(peerResult(bgpPeerStatus(lab, gateway)), 'table')}`, recordedPeers);
});

test('the learned routes are printed as az printed those of a real gateway', (t) => {
  t.is(`\n${printed(routesResult(learnedRoutes(lab, gateway)), 'table')}`, recordedLearned);
});

test('the advertised routes are printed as az printed those of a real gateway', (t) => {
  const routes = advertisedRoutes(lab, gateway, '10.74.0.10');
  t.is(`\n${printed(routesResult(routes), 'table')}`, recordedAdvertised);
});

test('the effective routes of a machine are printed as az printed real ones', (t) => {
  const routes = effectiveRoutes(lab, machineOfNic(lab, 'craneVMNic'));
  t.is(`\n${printed(effectiveRoutesResult(routes), 'table')}`, recordedEffective);
});

function withPeer(routes: NodeStatus['routes']): NodeStatus['routes'] {
  const site = routes.find(({ prefix }) => prefix === '10.74.0.0/16');
  return site ? [...routes, { ...site, prefix: '10.74.0.10/32' }] : routes;
}
