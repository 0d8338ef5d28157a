import test from 'ava';
import { dpdText } from '../../../src/report/words/dpd-text.ts';
import { connectionTimers } from '../../../src/topology/connection-timers.ts';
import { quickAndSlow } from '../../topology/definitions.ts';
import { labDefinition, labTopology, topologyOf } from '../../topology/lab-topology.ts';

test('where all connections have the same timers, their division is shown', (t) => {
  t.is(dpdText(connectionTimers(labTopology('dual-redundancy', 'azure'))), '20 s + 5 x 5 s');
});

test('different timeouts are shown with their connections', (t) => {
  t.is(dpdText(connectionTimers(topologyOf(quickAndSlow()))), '9 s (connection1), 120 s (connection2)');
});

test('VNet-to-VNet: each connection has the timeout of its own gateway', (t) => {
  const definition = labDefinition('vnet-to-vnet');
  const timeouts = [9, 120];
  const connections = definition.connections.map((connection, index) => ({
    ...connection,
    dpdTimeoutSeconds: timeouts[index] ?? 45,
  }));
  t.is(
    dpdText(connectionTimers(topologyOf({ ...definition, connections }))),
    '9 s (VNet1toVNet2), 120 s (VNet2toVNet1)',
  );
});

test('devices with timers of their own, or with none, are named', (t) => {
  const definition = labDefinition('dual-redundancy');
  const own = [{ delaySeconds: 1, intervalSeconds: 1, tries: 3 }, 'none'] as const;
  const sites = definition.sites.map((site) => ({
    ...site,
    devices: site.devices.map((device, index) => ({ ...device, ipsec: { dpd: own[index] ?? 'none' } })),
  }));
  t.is(
    dpdText(connectionTimers(topologyOf({ ...definition, sites }))),
    '1 s + 4 x 0.5 s; 1 s + 3 x 1 s at device1; none at device2',
  );
});
