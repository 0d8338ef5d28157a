import { readFileSync } from 'node:fs';
import test from 'ava';
import type { Definition, VirtualNetworkGateway } from '../../src/definition/definition.ts';
import { examineDefinition } from '../../src/definition/read-definition.ts';
import { checkRules } from '../../src/definition/rules/rules.ts';
import { yamlSource } from '../../src/definition/sources/yaml/yaml-source.ts';
import { faults } from '../../src/faults/by-name.ts';

// The limits at which rules begin to apply. Their messages are in errors/.

const read = (name: string) => readFileSync(new URL(`errors/${name}.yaml`, import.meta.url), 'utf8');

/** A rule, a text in its lab of errors/ (or another lab), its replacement, and whether the rule then applies. */
type Case = readonly [rule: string, text: string, by: string, isBroken: boolean, lab?: string];

const customAddress = (address: string, isBroken: boolean): Case => [
  'apipa-address-out-of-range',
  '169.254.21.1, 169.254.22.1',
  `${address}, 169.254.22.1`,
  isBroken,
  'custom-bgp-address-unused',
];
const deviceAddress = (address: string, isBroken: boolean): Case => [
  'custom-bgp-address-missing',
  'bgpPeeringAddress: 169.254.21.2',
  `bgpPeeringAddress: ${address}`,
  isBroken,
];
const lifetime = (seconds: number, kilobytes: number, isBroken: boolean): Case => [
  'sa-lifetime-out-of-range',
  'saLifeTimeSeconds: 299\n        saDataSizeKilobytes: 2147483648',
  `saLifeTimeSeconds: ${seconds}\n        saDataSizeKilobytes: ${kilobytes}`,
  isBroken,
];
const algorithms = (integrity: string, isBroken: boolean): Case => [
  'gcm-needs-the-same-integrity',
  'ikeEncryption: AES256\n        ikeIntegrity: GCMAES128\n        dhGroup: DHGroup24\n        ipsecEncryption: GCMAES256\n        ipsecIntegrity: SHA256',
  `ikeEncryption: GCMAES256\n        ikeIntegrity: ${integrity}\n        dhGroup: DHGroup24\n        ipsecEncryption: AES256\n        ipsecIntegrity: SHA256`,
  isBroken,
];
const peering = (lab: string, address: string, isBroken: boolean): Case => [
  lab,
  'bgpPeeringAddresses: [10.12.255.5]',
  `bgpPeeringAddresses: [${address}]`,
  isBroken,
];

const cases: readonly Case[] = [
  customAddress('169.254.20.255', true),
  customAddress('169.254.21.0', false),
  customAddress('169.254.22.255', false),
  customAddress('169.254.23.0', true),
  deviceAddress('169.253.255.255', false),
  deviceAddress('169.254.0.1', true),
  deviceAddress('169.254.255.254', true),
  deviceAddress('169.255.0.0', false),
  lifetime(300, 1024, false),
  lifetime(299, 1024, true),
  lifetime(300, 1023, true),
  lifetime(2_147_483_647, 2_147_483_647, false),
  lifetime(2_147_483_648, 1024, true),
  lifetime(300, 2_147_483_648, true),
  // In IKE, a SHA with GCM is the pseudo-random function.
  algorithms('SHA384', false),
  algorithms('GCMAES256', false),
  algorithms('GCMAES128', true),
  ['client-address-pool-too-small', '172.16.201.0/30, 172.16.202.0/29', '172.16.202.0/29', false],
  ['client-address-pool-too-small', '172.16.201.0/30, 172.16.202.0/29', '172.16.202.0/30', true],
  ['client-address-pool-full', '172.16.201.0/29', '172.16.201.0/28', false],
  ['client-address-pool-full', '172.16.201.0/29', '172.16.201.0/29, 172.16.202.0/29', false],
  ['client-address-pool-overlap', '10.12.0.0/24, 10.51.128.0/24', '10.13.0.0/24', false],
  ['client-address-pool-overlap', '10.12.0.0/24, 10.51.128.0/24', '10.0.0.0/8', true],
  peering('bgp-peer-is-instance-address', '10.12.255.4', true),
  peering('bgp-peer-is-instance-address', '10.12.255.6', false),
  peering('bgp-peer-is-instance-address', '10.12.255.30', false),
  ['dpd-timeout-below-recommendation', 'dpdTimeoutSeconds: 10', 'dpdTimeoutSeconds: 29', true],
  ['dpd-timeout-below-recommendation', 'dpdTimeoutSeconds: 10', 'dpdTimeoutSeconds: 30', false],
  ['as-path-prepend-out-of-range', 'asPathPrepend: 9', 'asPathPrepend: 8', false],
  ['as-path-prepend-out-of-range', 'asPathPrepend: 9', 'asPathPrepend: -1', true],
  ['device-routing-out-of-range', 'localPreference: 99', 'localPreference: 1001', true],
  ['contradictory-limits', 'minOutageSeconds: 20', 'minOutageSeconds: 10', false],
  ['contradictory-limits', 'minOutageSeconds: 20', 'minOutageSeconds: 10.1', true],
  ['instance-without-tunnel', 'peers: [VNet1GWIP1]', 'peers: [VNet1GWIP2, VNet1GWIP1]', false],
  ['host-without-route', 'addressPrefixes: [10.52.0.0/16] }', 'addressPrefixes: [10.51.0.0/24] }', false],
  ['site-prefix-without-route', '[10.51.0.0/16] }', '[10.51.0.0/16, 10.52.0.0/17] }', true],
  ['site-prefix-without-route', '[10.51.0.0/16] }', '[10.48.0.0/13] }', false],
  ['same-static-routes', '10.61.0.0/16, 10.52.0.0/16', '10.61.0.0/16, 10.52.0.0/17', false],
  ['nobody-opens-the-tunnel', 'connectionMode: ResponderOnly', 'connectionMode: InitiatorOnly', false],
  ['fault-without-device', 'device-maintenance', 'planned-maintenance', false],
];

for (const [rule, text, by, isBroken, lab = rule] of cases) {
  test(`${rule} ${isBroken ? 'is' : 'is not'} reported for ${by.replaceAll(/\s+/g, ' ').slice(-70)}`, (t) => {
    const whole = read(lab);
    t.true(whole.includes(text));
    const examination = examineDefinition(yamlSource(whole.replace(text, by), 'lab.yaml'), faults);
    const problems = examination.ok ? examination.warnings : examination.problems;
    t.is(
      problems.some((problem) => problem.rule === rule),
      isBroken,
      JSON.stringify(problems),
    );
  });
}

// Azure's table of SKUs; the article counts connections, the FAQ tunnels.
const loads: readonly (readonly [sku: string, activeActive: boolean, connections: number, rule?: string])[] =
  [
    ['Basic', false, 10],
    ['Basic', false, 11, 'too-many-connections-for-sku'],
    ['VpnGw1AZ', false, 30],
    ['VpnGw1AZ', false, 31, 'too-many-connections-for-sku'],
    ['VpnGw3AZ', true, 15],
    ['VpnGw3AZ', true, 16, 'too-many-tunnels-for-sku'],
    ['VpnGw3AZ', true, 31, 'too-many-connections-for-sku'],
    ['VpnGw4AZ', true, 50],
    ['VpnGw4AZ', true, 51, 'too-many-tunnels-for-sku'],
    ['VpnGw5AZ', false, 100],
    ['VpnGw5AZ', false, 101, 'too-many-connections-for-sku'],
  ];

for (const [sku, activeActive, connections, rule] of loads) {
  test(`${connections} connections of ${activeActive ? 'an active-active' : 'an active-standby'} ${sku}: ${rule ?? 'fine'}`, (t) => {
    t.deepEqual(loadRules(withConnections({ sku, activeActive }, connections)), rule ? [rule] : []);
  });
}

test('beyond the largest SKU, the advice is Virtual WAN', (t) => {
  const definition = withConnections({ sku: 'VpnGw5AZ', activeActive: false }, 101);
  const finding = checkRules(definition, faults).find(({ rule }) => rule === 'too-many-connections-for-sku');
  t.is(finding?.advice, 'Use fewer connections; Azure recommends Virtual WAN for more than 100 tunnels.');
});

const loadRules = (definition: Definition) =>
  checkRules(definition, faults)
    .map(({ rule }) => rule)
    .filter((rule) => rule.startsWith('too-many-'));

function withConnections(
  changes: Pick<VirtualNetworkGateway, 'sku' | 'activeActive'>,
  connections: number,
): Definition {
  const examination = examineDefinition(yamlSource(read('custom-bgp-address-unused'), 'lab.yaml'), faults);
  if (!examination.ok) throw new Error('The lab has only a warning.');
  const { definition } = examination;
  return {
    ...definition,
    virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) => ({ ...gateway, ...changes })),
    connections: Array.from({ length: connections }, (_, index) => ({
      name: `connection${index}`,
      virtualNetworkGateway1: 'VNet1GW',
      localNetworkGateway2: `device${index}`,
      enableBgp: true,
      sharedKey: 'AzureA1b2C3',
      connectionMode: 'Default',
    })),
  };
}
