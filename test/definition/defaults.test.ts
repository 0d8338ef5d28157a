import { readFileSync } from 'node:fs';
import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import type { WrittenDefinition } from '../../src/definition/form/written.ts';
import { resolveDefinition } from '../../src/definition/resolve/resolve-definition.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';
import { readDefinition } from './read-definition.ts';

test("labs/dual-redundancy: Azure's tutorial, with its defaults", (t) => {
  const file = new URL('../../labs/dual-redundancy/lab.yaml', import.meta.url);
  const definition = readDefinition(yamlSource(readFileSync(file, 'utf8'), 'lab.yaml'), faults);
  const connection = {
    virtualNetworkGateway1: 'VNet1GW',
    enableBgp: true,
    sharedKey: 'AzureA1b2C3',
    connectionMode: 'Default',
  } as const;
  const expected: Definition = {
    name: 'dual-redundancy',
    summary: definition.summary,
    virtualNetworks: [
      {
        name: 'TestVNet1',
        addressPrefixes: ['10.11.0.0/16', '10.12.0.0/16'],
        subnets: [
          { name: 'FrontEnd', addressPrefix: '10.11.0.0/24' },
          { name: 'GatewaySubnet', addressPrefix: '10.12.255.0/27' },
        ],
        virtualMachines: [{ name: 'vm', subnet: 'FrontEnd', privateIPAddress: '10.11.0.4' }],
      },
    ],
    virtualNetworkGateways: [
      {
        name: 'VNet1GW',
        virtualNetwork: 'TestVNet1',
        sku: 'VpnGw2AZ',
        activeActive: true,
        enableBgp: true,
        bgpSettings: {
          asn: 65010,
          bgpPeeringAddresses: ['10.12.255.4', '10.12.255.5'],
          customBgpIpAddresses: [],
        },
        publicIPAddresses: [
          { name: 'VNet1GWIP1', ipAddress: '203.0.113.10' },
          { name: 'VNet1GWIP2', ipAddress: '203.0.113.11' },
        ],
      },
    ],
    localNetworkGateways: [
      {
        name: 'Site5-1',
        gatewayIpAddress: '131.107.72.22',
        localNetworkAddressSpace: { addressPrefixes: [] },
        bgpSettings: { asn: 65050, bgpPeeringAddress: '10.52.255.253' },
      },
      {
        name: 'Site5-2',
        gatewayIpAddress: '131.107.72.23',
        localNetworkAddressSpace: { addressPrefixes: [] },
        bgpSettings: { asn: 65050, bgpPeeringAddress: '10.52.255.254' },
      },
    ],
    connections: [
      { name: 'VNet1toSite5_1', localNetworkGateway2: 'Site5-1', ...connection },
      { name: 'VNet1toSite5_2', localNetworkGateway2: 'Site5-2', ...connection },
    ],
    sites: [
      {
        name: 'Site5',
        addressPrefixes: ['10.51.0.0/16', '10.52.0.0/16'],
        devices: [
          { name: 'device1', localNetworkGateway: 'Site5-1', asPathPrepend: 0 },
          { name: 'device2', localNetworkGateway: 'Site5-2', asPathPrepend: 0 },
        ],
        hosts: [{ name: 'host', ipAddress: '10.51.0.10' }],
      },
    ],
    vpnClients: [],
    traffic: [],
    expect: definition.expect,
    scenario: definition.scenario,
  };
  t.deepEqual(definition, expected);
});

test('by default a gateway is active-standby, and speaks BGP as AS 65515 from its last usable address', (t) => {
  const { virtualNetworkGateways } = resolveDefinition(written({ virtualNetworkGateways: [gateway] }));
  t.deepEqual(virtualNetworkGateways, [
    {
      name: 'gw',
      virtualNetwork: 'vnet',
      sku: 'VpnGw2AZ',
      activeActive: false,
      enableBgp: true,
      bgpSettings: { asn: 65515, bgpPeeringAddresses: ['10.0.255.30'], customBgpIpAddresses: [] },
      publicIPAddresses: [{ name: 'ip', ipAddress: '203.0.113.10' }],
    },
  ]);
});

test('the SKU Basic has no BGP by default', (t) => {
  const { virtualNetworkGateways } = resolveDefinition(
    written({ virtualNetworkGateways: [{ ...gateway, sku: 'Basic' }] }),
  );
  t.is(virtualNetworkGateways[0]?.enableBgp, false);
});

test('default public addresses avoid those in the file', (t) => {
  const publicIPAddresses = ['first', { name: 'second', ipAddress: '203.0.113.10' }, { name: 'third' }];
  const { virtualNetworkGateways } = resolveDefinition(
    written({
      virtualNetworkGateways: [{ ...gateway, publicIPAddresses }],
      localNetworkGateways: [{ name: 'site-1', gatewayIpAddress: '203.0.113.12' }],
    }),
  );
  t.deepEqual(
    virtualNetworkGateways[0]?.publicIPAddresses.map(({ ipAddress }) => ipAddress),
    ['203.0.113.11', '203.0.113.10', '203.0.113.13'],
  );
});

test('default addresses of virtual machines avoid those of the others', (t) => {
  const virtualMachines = [
    { name: 'one', subnet: 'front' },
    { name: 'two', subnet: 'front', privateIPAddress: '10.0.0.4' },
    { name: 'three', subnet: 'front' },
  ];
  const { virtualNetworks } = resolveDefinition(
    written({ virtualNetworks: [{ ...network, virtualMachines }] }),
  );
  t.deepEqual(
    virtualNetworks[0]?.virtualMachines.map(({ privateIPAddress }) => privateIPAddress),
    ['10.0.0.5', '10.0.0.4', '10.0.0.6'],
  );
});

test('a DPD timeout of 0 is the default, as ARM returns it', (t) => {
  const { connections } = resolveDefinition(
    written({
      connections: [
        { ...connection, dpdTimeoutSeconds: 0 },
        { ...connection, dpdTimeoutSeconds: 9 },
      ],
    }),
  );
  t.deepEqual(
    connections.map(({ dpdTimeoutSeconds }) => dpdTimeoutSeconds),
    [undefined, 9],
  );
});

test('a connection has BGP only if it is switched on, as in ARM', (t) => {
  const bgpSettings = { asn: 65050, bgpPeeringAddress: '10.1.0.254' };
  const { connections } = resolveDefinition(
    written({
      virtualNetworkGateways: [gateway],
      localNetworkGateways: [
        { name: 'with', gatewayIpAddress: '192.0.2.1', bgpSettings },
        { name: 'without', gatewayIpAddress: '192.0.2.2' },
      ],
      connections: [
        { ...connection, localNetworkGateway2: 'with' },
        { ...connection, localNetworkGateway2: 'without' },
        { ...connection, localNetworkGateway2: 'with', enableBgp: false },
        { ...connection, localNetworkGateway2: 'without', enableBgp: true },
      ],
    }),
  );
  t.deepEqual(
    connections.map(({ enableBgp }) => enableBgp),
    [false, false, false, true],
  );
});

test('a site has the prefixes of its local network gateways, and its hosts come after router and devices', (t) => {
  const localNetworkAddressSpace = { addressPrefixes: ['10.1.0.0/29', '10.2.0.0/24'] };
  const { sites } = resolveDefinition(
    written({
      localNetworkGateways: [
        { name: 'a', gatewayIpAddress: '192.0.2.1', localNetworkAddressSpace },
        { name: 'b', gatewayIpAddress: '192.0.2.2', localNetworkAddressSpace },
      ],
      sites: [
        {
          name: 'site',
          devices: [
            { name: 'device1', localNetworkGateway: 'a' },
            { name: 'device2', localNetworkGateway: 'b' },
          ],
          hosts: ['one', { name: 'two', ipAddress: '10.1.0.4' }, { name: 'three' }, 'four'],
        },
      ],
    }),
  );
  t.deepEqual(sites[0]?.addressPrefixes, ['10.1.0.0/29', '10.2.0.0/24']);
  t.deepEqual(
    sites[0]?.hosts.map(({ ipAddress }) => ipAddress),
    ['10.1.0.5', '10.1.0.4', '10.1.0.6', ''],
  );
});

test('a connection between two gateways has BGP only if it is switched on', (t) => {
  const toGateway = { ...connection, virtualNetworkGateway2: 'other' };
  const { connections } = resolveDefinition(
    written({
      virtualNetworkGateways: [gateway, { ...gateway, name: 'other' }],
      connections: [toGateway, { ...toGateway, enableBgp: true }],
    }),
  );
  t.deepEqual(connections, [
    { ...toGateway, enableBgp: false, connectionMode: 'Default' },
    { ...toGateway, enableBgp: true, connectionMode: 'Default' },
  ]);
});

test('a connection has the custom policy of its list, and none if the list is empty', (t) => {
  const policy = {
    ikeEncryption: 'AES256',
    ikeIntegrity: 'SHA384',
    dhGroup: 'DHGroup24',
    ipsecEncryption: 'GCMAES256',
    ipsecIntegrity: 'GCMAES256',
    pfsGroup: 'PFS24',
    saLifeTimeSeconds: 7200,
    saDataSizeKilobytes: 2048,
  } as const;
  const { connections } = resolveDefinition(
    written({
      connections: [
        { ...connection, ipsecPolicies: [policy] },
        { ...connection, ipsecPolicies: [] },
      ],
    }),
  );
  t.deepEqual(
    connections.map(({ ipsecPolicy }) => ipsecPolicy),
    [policy, undefined],
  );
});

test('by default clients use certificates, and have unique addresses of 198.51.100.0/24', (t) => {
  const vpnClientAddressPool = { addressPrefixes: ['172.16.0.0/24'] };
  const { virtualNetworkGateways, vpnClients } = resolveDefinition(
    written({
      virtualNetworkGateways: [{ ...gateway, vpnClientConfiguration: { vpnClientAddressPool } }],
      localNetworkGateways: [{ name: 'site-1', gatewayIpAddress: '198.51.100.11' }],
      vpnClients: [
        { name: 'one', virtualNetworkGateway: 'gw' },
        { name: 'two', virtualNetworkGateway: 'gw', ipAddress: '198.51.100.12' },
        { name: 'three', virtualNetworkGateway: 'gw' },
      ],
    }),
  );
  t.deepEqual(virtualNetworkGateways[0]?.vpnClientConfiguration, {
    vpnClientAddressPool,
    vpnAuthenticationType: 'Certificate',
  });
  t.deepEqual(
    vpnClients.map(({ ipAddress }) => ipAddress),
    ['198.51.100.10', '198.51.100.12', '198.51.100.13'],
  );
});

test('a device keeps its list of peers, even an empty one; without a list it has tunnels to all', (t) => {
  const device = { name: 'device', localNetworkGateway: 'a' };
  const { sites } = resolveDefinition(
    written({
      sites: [
        {
          name: 'site',
          devices: [device, { ...device, peers: [] }, { ...device, peers: ['ip'], asPathPrepend: 2 }],
        },
      ],
    }),
  );
  t.deepEqual(sites[0]?.devices, [
    { ...device, asPathPrepend: 0 },
    { ...device, peers: [], asPathPrepend: 0 },
    { ...device, peers: ['ip'], asPathPrepend: 2 },
  ]);
});

test('an expectation has the limits of the profiles that it names', (t) => {
  const { expect } = resolveDefinition(
    written({
      expect: [
        { fault: 'instance-crash' },
        { fault: 'gateway-reset', target: 'gw-1', fast: { maxOutageSeconds: 10 } },
      ],
    }),
  );
  t.deepEqual(expect, [
    { fault: 'instance-crash', parameters: {}, limits: {} },
    { fault: 'gateway-reset', target: 'gw-1', parameters: {}, limits: { fast: { maxOutageSeconds: 10 } } },
  ]);
});

const network = {
  name: 'vnet',
  addressPrefixes: ['10.0.0.0/16'],
  subnets: [
    { name: 'front', addressPrefix: '10.0.0.0/24' },
    { name: 'GatewaySubnet', addressPrefix: '10.0.255.0/27' },
  ],
};
const gateway = { name: 'gw', virtualNetwork: 'vnet', publicIPAddresses: ['ip'] };
const connection = { name: 'connection', virtualNetworkGateway1: 'gw', sharedKey: 'key' };

function written(parts: Partial<WrittenDefinition>): WrittenDefinition {
  return { name: 'lab', virtualNetworks: [network], virtualNetworkGateways: [], connections: [], ...parts };
}

test('a scenario is sorted by time', (t) => {
  const { scenario } = resolveDefinition(
    written({
      scenario: [
        { atSeconds: 4, fault: 'instance-crash' },
        { atSeconds: 0, fault: 'link-degrade', target: 'Device1:wan0', with: { lossPercent: 5 } },
      ],
    }),
  );
  t.deepEqual(scenario, [
    { atSeconds: 0, fault: 'link-degrade', target: 'device1:wan0', parameters: { lossPercent: 5 } },
    { atSeconds: 4, fault: 'instance-crash', parameters: {} },
  ]);
});
