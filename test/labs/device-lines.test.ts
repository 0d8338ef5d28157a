import { rm } from 'node:fs/promises';
import test from 'ava';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { answersTo } from './support/in-node.ts';
import { azureSide } from './support/lab-files.ts';
import { labDown, labFileIn, labUp } from './support/lab-up.ts';
import { establishedWith, nextHopsTo, statusOf } from './support/node-state.ts';

const lab = `
name: device-lines
${azureSide('asn: 65010')}
localNetworkGateways:
  - { name: LineOne, gatewayIpAddress: 131.107.72.51, bgpSettings: { asn: 65050, bgpPeeringAddress: 10.51.255.1 } }
  - { name: LineTwo, gatewayIpAddress: 131.107.73.51, bgpSettings: { asn: 65050, bgpPeeringAddress: 10.51.255.2 } }
connections:
  - { name: One, virtualNetworkGateway1: VNet1GW, localNetworkGateway2: LineOne, sharedKey: AzureA1b2C3, enableBgp: true }
  - { name: Two, virtualNetworkGateway1: VNet1GW, localNetworkGateway2: LineTwo, sharedKey: AzureA1b2C3, enableBgp: true }
sites:
  - name: Site5
    addressPrefixes: [10.51.0.0/16]
    devices:
      - { name: router, localNetworkGateway: [LineOne, LineTwo], behindNat: true }
    hosts: [host]
`;

test('a device has a session with each instance over each of its lines, behind NAT', async (t) => {
  const folder = await newTemporaryFolder();
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const id = await labUp(await labFileIn(folder, lab));
  t.teardown(() => labDown(id));
  // The instances are known by an alias over the second line.
  const gateway = ['10.12.255.4', '10.12.255.5', '169.254.100.0', '169.254.100.2'];
  const router = await statusOf(id, 'router');
  t.deepEqual(
    establishedWith(router).filter((neighbor) => gateway.includes(neighbor)),
    gateway,
  );
  t.deepEqual(nextHopsTo(router, '10.11.0.0/16').toSorted(), gateway);
  const instance = await statusOf(id, 'vnet1gw-0');
  t.deepEqual(nextHopsTo(instance, '10.51.0.0/16').toSorted(), ['10.51.255.1', '10.51.255.2']);
  t.is(await answersTo(id, 'router', '169.254.100.0'), 5);
});
