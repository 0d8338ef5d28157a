import test from 'ava';
import { type FaultName, faultsByName } from '../../../src/faults/by-name.ts';
import { documentedRecovery } from '../../../src/faults/kit/documented.ts';
import { labDefinition, labTopology, topologyOf } from '../../topology/lab-topology.ts';

const figure = (lab: string, fault: FaultName, target?: string) =>
  documentedRecovery(
    faultsByName[fault],
    { definition: labDefinition(lab), topology: labTopology(lab) },
    target,
  );

test('for active-active gateways Azure documents no figure, for active-standby its worst case', (t) => {
  t.is(figure('dual-redundancy', 'instance-crash').figure, null);
  t.is(figure('active-standby', 'instance-crash').figure, '1 to 3 minutes in the worst case');
  t.is(figure('active-standby', 'device-crash').figure, null);
  t.regex(
    figure('dual-redundancy', 'instance-crash').source,
    /^Design highly available gateway connectivity/,
  );
});

test('a zone that fails has a figure of its own, whatever the mode of the gateways', (t) => {
  for (const lab of ['active-standby', 'dual-redundancy']) {
    const { figure: own, source } = figure(lab, 'zone-failure', 'zone1');
    t.is(own, 'typically up to 1 minute');
    t.is(source, 'Reliability in virtual network gateways');
  }
});

test('where both instances of a gateway are gone, there is no figure', (t) => {
  const definition = labDefinition('active-standby');
  const zonal = {
    ...definition,
    virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) => ({
      ...gateway,
      publicIPAddresses: gateway.publicIPAddresses.map((address) => ({ ...address, zones: ['1'] })),
    })),
  };
  const of = (fault: FaultName, target: string) =>
    documentedRecovery(faultsByName[fault], { definition: zonal, topology: topologyOf(zonal) }, target);
  t.is(of('zone-failure', 'zone1').figure, null);
  t.is(of('zone-failure', 'zone1').text, 'no figure where both instances of a gateway are gone');
  t.is(figure('active-standby', 'instance-crash', 'vnet1gw-0+vnet1gw-1').figure, null);
});

test('the figure follows the gateway of the target', (t) => {
  const setting = {
    definition: labDefinition('vnet-to-vnet-bgp'),
    topology: labTopology('vnet-to-vnet-bgp'),
  };
  const [first, ...others] = setting.definition.virtualNetworkGateways;
  const mixed = {
    ...setting,
    definition: {
      ...setting.definition,
      virtualNetworkGateways: [...(first ? [{ ...first, activeActive: false }] : []), ...others],
    },
  };
  const of = (target: string) =>
    documentedRecovery(faultsByName['planned-maintenance'], mixed, target).figure;
  t.is(of('vnet1gw-1'), '10 to 15 seconds');
  t.is(of('vnet2gw-1'), null);
});

test('of point-to-site clients alone Azure says that they are disconnected, and no figure', (t) => {
  const setting = { definition: labDefinition('point-to-site'), topology: labTopology('point-to-site') };
  const alone = { ...setting, definition: { ...setting.definition, connections: [] } };
  const { figure: own, text } = documentedRecovery(faultsByName['instance-crash'], alone, undefined);
  t.is(own, null);
  t.regex(text, /^clients are disconnected/);
});
