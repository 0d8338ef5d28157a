import test from 'ava';
import { connectionObject } from '../../src/azure-view/connection-object.ts';
import { effectiveRoutes } from '../../src/azure-view/effective-routes.ts';
import { gatewayObject } from '../../src/azure-view/gateway-object.ts';
import { gatewayNamed, named } from '../../src/azure-view/gateways.ts';
import { machineOfNic } from '../../src/azure-view/machines.ts';
import { bgpPeerStatus } from '../../src/azure-view/peer-status.ts';
import { instanceToReset } from '../../src/azure-view/reset-target.ts';
import { labDefinition } from '../topology/lab-topology.ts';
import { answerOf, azureLabOf, neighbor, planDefinition, recordedAnswers } from './support/plan-lab.ts';

const plan = azureLabOf(planDefinition(), recordedAnswers());
const connection = named(plan, 'connection', plan.definition.connections, 'harbourtodepot');

test('a gateway has the properties that the real API returned for an active-active one', (t) => {
  const shown = gatewayObject(plan, gatewayNamed(plan, 'HarbourGW'));
  const configuration = (index: number) =>
    '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/recorded-plan/providers/' +
    `Microsoft.Network/virtualNetworkGateways/HarbourGW/ipConfigurations/vnetGatewayConfig${index}`;
  t.deepEqual(shown.bgpSettings, {
    asn: 65012,
    bgpPeeringAddress: '10.72.0.4,10.72.0.5',
    bgpPeeringAddresses: [
      {
        customBgpIpAddresses: [],
        defaultBgpIpAddresses: ['10.72.0.4'],
        ipconfigurationId: configuration(0),
        tunnelIpAddresses: ['203.0.113.10'],
      },
      {
        customBgpIpAddresses: [],
        defaultBgpIpAddresses: ['10.72.0.5'],
        ipconfigurationId: configuration(1),
        tunnelIpAddresses: ['203.0.113.11'],
      },
    ],
    peerWeight: 0,
  });
  t.like(shown, {
    activeActive: true,
    enableBgp: true,
    gatewayType: 'Vpn',
    packetCaptureDiagnosticState: 'None',
    sku: { capacity: 2, name: 'VpnGw2AZ', tier: 'VpnGw2AZ' },
    vpnType: 'RouteBased',
  });
  const recordedKeys = [
    'activeActive bgpSettings enableBgp enablePrivateIpAddress etag gatewayType id ipConfigurations location',
    'name packetCaptureDiagnosticState provisioningState resourceGuid sku type vpnGatewayGeneration vpnType',
  ];
  for (const key of recordedKeys.join(' ').split(' ')) t.true(key in shown, key);
});

test('a connection is Connected with one of its two tunnels, and says of each how it is', (t) => {
  const half = azureLabOf(planDefinition(), recordedAnswers(), (statuses) =>
    statuses.map((status) => (status.node === 'harbourgw-1' ? { ...status, tunnels: [] } : status)),
  );
  const shown = connectionObject(half, connection);
  t.is(shown.connectionStatus, 'Connected');
  t.deepEqual(shown.tunnelConnectionStatus, [
    {
      connectionStatus: 'Connected',
      egressBytesTransferred: 6000,
      ingressBytesTransferred: 5000,
      lastConnectionEstablishedUtcTime: '11/22/2026 21:09:20',
      tunnel: 'HarbourToDepot_203.0.113.10',
    },
    {
      connectionStatus: 'NotConnected',
      egressBytesTransferred: 6000,
      ingressBytesTransferred: 5000,
      lastConnectionEstablishedUtcTime: undefined,
      tunnel: 'HarbourToDepot_203.0.113.11',
    },
  ]);
  t.deepEqual([shown.ingressBytesTransferred, shown.egressBytesTransferred], [10_000, 12_000]);
});

test('a connection whose tunnels are all down is NotConnected', (t) => {
  const down = azureLabOf(planDefinition(), recordedAnswers(), (statuses) =>
    statuses.map((status) => ({ ...status, tunnels: [] })),
  );
  t.is(connectionObject(down, connection).connectionStatus, 'NotConnected');
});

test('of an active-standby gateway only the active instance speaks, and it does not list itself', (t) => {
  const definition = labDefinition('active-standby');
  const lab = azureLabOf(definition, {
    'vnet1gw-0': answerOf({ neighbors: { '10.52.255.254': neighbor(65050, 60_000, [2, 3, 4]) } }),
    'vnet1gw-1': answerOf({ neighbors: {} }),
  });
  t.deepEqual(bgpPeerStatus(lab, gatewayNamed(lab, 'VNet1GW')), {
    value: [
      {
        asn: 65050,
        connectedDuration: '00:01:00',
        localAddress: '10.12.255.30',
        messagesReceived: 4,
        messagesSent: 3,
        neighbor: '10.52.255.254',
        routesReceived: 2,
        state: 'Connected',
      },
    ],
  });
  const { value } = effectiveRoutes(lab, machineOfNic(lab, 'vm'));
  t.deepEqual(
    Array.isArray(value) ? value.filter(({ source }) => source === 'VirtualNetworkGateway').map(hopsOf) : [],
    [['203.0.113.10'], ['203.0.113.10']],
  );
});

const hopsOf = ({ nextHopIpAddress }: { readonly nextHopIpAddress?: unknown }) => nextHopIpAddress;

test('a reset takes instance 0, or the one whose public address is given', (t) => {
  const gateway = gatewayNamed(plan, 'HarbourGW');
  t.is(instanceToReset(plan, gateway), 'harbourgw-0');
  t.is(instanceToReset(plan, gateway, '203.0.113.11'), 'harbourgw-1');
  t.throws(() => instanceToReset(plan, gateway, '203.0.113.99'), {
    message: /does not have the public address 203\.0\.113\.99\. It has: 203\.0\.113\.10, 203\.0\.113\.11\./,
  });
});

test('a name that the lab does not have is refused with those that it has', (t) => {
  t.throws(() => gatewayNamed(plan, 'nobody'), {
    message: /virtual network gateway "nobody"\. It has: HarbourGW\./,
  });
  t.throws(() => machineOfNic(plan, 'nobody'), { message: /It has: craneVMNic\./ });
});

test('a connection shows its traffic selectors as the lab file has them', (t) => {
  const selectors = { localAddressRanges: ['10.72.0.0/16'], remoteAddressRanges: ['10.80.0.0/16'] };
  const shown = connectionObject(plan, {
    ...connection,
    usePolicyBasedTrafficSelectors: true,
    trafficSelectorPolicies: [selectors],
  });
  t.like(shown, { usePolicyBasedTrafficSelectors: true, trafficSelectorPolicies: [selectors] });
  t.like(connectionObject(plan, connection), {
    usePolicyBasedTrafficSelectors: false,
    trafficSelectorPolicies: [],
  });
});
