import { rm } from 'node:fs/promises';
import anyTest, { type TestFn } from 'ava';
import { z } from 'zod';
import { switchover } from '../cli/switchover.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { configure, inNode, swanctl } from './support/in-node.ts';
import { azureSide } from './support/lab-files.ts';
import { labDown, labFileIn, labUp } from './support/lab-up.ts';
import {
  establishedWith,
  eventsOf,
  neighborOf,
  nextHopsTo,
  statusOf,
  tunnelsTo,
} from './support/node-state.ts';
import { until } from './support/until.ts';

/** Settings of a connection: APIPA addresses, an IPsec policy, a connection mode. */

const test = anyTest as TestFn<{ readonly id: string; readonly folder: string }>;

const instances = ['vnet1gw-0', 'vnet1gw-1'];
const ordinary = ['10.12.255.4', '10.12.255.5'];
const custom = ['169.254.21.4', '169.254.22.4'];
const device1 = '169.254.21.5';

const lab = `
name: connections
${azureSide(`asn: 65010, customBgpIpAddresses: [${custom}]`)}
localNetworkGateways:
  - { name: Site5, gatewayIpAddress: 131.107.72.51, bgpSettings: { asn: 65050, bgpPeeringAddress: ${device1} } }
  - { name: Site6, gatewayIpAddress: 131.107.72.61, bgpSettings: { asn: 65060, bgpPeeringAddress: 10.61.255.1 } }
  - { name: Site7, gatewayIpAddress: 131.107.72.71, bgpSettings: { asn: 65070, bgpPeeringAddress: 10.71.255.1 } }

connections:
  - { name: toSite5, virtualNetworkGateway1: VNet1GW, localNetworkGateway2: Site5, sharedKey: AzureA1b2C3, enableBgp: true }

  - name: toSite6
    virtualNetworkGateway1: VNet1GW
    localNetworkGateway2: Site6
    sharedKey: AzureA1b2C3
    enableBgp: true
    ipsecPolicies:
      - ikeEncryption: GCMAES256
        ikeIntegrity: SHA384
        dhGroup: ECP384
        ipsecEncryption: AES256
        ipsecIntegrity: SHA256
        pfsGroup: PFS2048
        saLifeTimeSeconds: 3600
        saDataSizeKilobytes: 102400000

  - name: toSite7
    virtualNetworkGateway1: VNet1GW
    localNetworkGateway2: Site7
    sharedKey: AzureA1b2C3
    enableBgp: true
    connectionMode: ResponderOnly

sites:
  - name: Site5
    addressPrefixes: [10.51.0.0/16]
    devices: [{ name: device1, localNetworkGateway: Site5 }]
    hosts: [host]
  - name: Site6
    addressPrefixes: [10.61.0.0/16]
    devices: [{ name: device2, localNetworkGateway: Site6 }]
  - name: Site7
    addressPrefixes: [10.71.0.0/16]
    devices: [{ name: device3, localNetworkGateway: Site7 }]
`;

test.before('the lab is brought up', async (t) => {
  const folder = await newTemporaryFolder();
  t.context = { folder, id: await labUp(await labFileIn(folder, lab)) };
});

test.after.always(async (t) => {
  await labDown(t.context.id);
  if (t.context.folder) await rm(t.context.folder, { recursive: true });
});

test.serial(
  "only a device with an APIPA address has sessions with the gateway's APIPA addresses",
  async (t) => {
    const { id } = t.context;
    t.deepEqual(establishedWith(await statusOf(id, 'device1')), ['10.51.0.1', ...custom]);
    t.deepEqual(establishedWith(await statusOf(id, 'device2')), [...ordinary, '10.61.0.1']);
    for (const instance of instances) {
      t.deepEqual(nextHopsTo(await statusOf(id, instance), '10.51.0.0/16'), [device1]);
    }
  },
);

test.serial('the gateway opens its BGP sessions, but waits for a device with an APIPA address', async (t) => {
  const { id } = t.context;
  // Counts attempts to open a session that arrive at the device and that leave it.
  await inNode(id, 'device1', 'nft', attempts);
  const passive = (device: string, asn: number, addresses: readonly string[], no = '') =>
    configure(
      id,
      device,
      `router bgp ${asn}`,
      ...addresses.map((address) => `${no}neighbor ${address} passive`),
    );
  await passive('device1', 65050, custom);
  await passive('device2', 65060, ordinary);
  // Azure calls the other device, which is passive as well, twice. In that time it could have called device1, too.
  await calledByAzure(id);
  await inNode(id, 'device2', 'vtysh', '-c', 'clear bgp external');
  await calledByAzure(id);
  t.deepEqual(establishedWith(await statusOf(id, 'device1')), ['10.51.0.1']);
  t.deepEqual(await attemptsAt(id, 'device1'), { arrived: 0, left: 0 });

  await passive('device1', 65050, custom, 'no ');
  await until(
    'The sessions that the device opens',
    async () => establishedWith(await statusOf(id, 'device1')),
    (neighbors) => custom.every((address) => neighbors.includes(address)),
  );
  const { arrived, left } = await attemptsAt(id, 'device1');
  t.is(arrived, 0);
  t.true(left >= 2);
});

test.serial('a custom IPsec policy is negotiated, and the other connections keep the defaults', async (t) => {
  const { id } = t.context;
  const { exitCode, stdout } = await switchover(['inspect', id, '--format', 'json']);
  const { statuses } = inspection.parse(JSON.parse(stdout));
  t.is(exitCode, 0);
  const proposals = (node: string, peer: string) => {
    const sa = statuses.find((one) => one.node === node)?.tunnels.find((one) => one.peer === peer);
    return [sa?.ikeProposal, sa?.espProposal];
  };
  for (const instance of instances) {
    for (const [node, peer] of [
      [instance, 'device2'],
      ['device2', instance],
    ] as const) {
      t.deepEqual(proposals(node, peer), ['AES_GCM_16/256/ECP_384', 'AES_CBC/256/HMAC_SHA2_256_128'], node);
    }
    t.deepEqual(proposals(instance, 'device1'), [
      'AES_CBC/256/HMAC_SHA2_256_128/MODP_1024',
      'AES_GCM_16/256',
    ]);
  }
});

test.serial("a custom IPsec policy's PFS group and lifetime hold when an IPsec SA is replaced", async (t) => {
  const { id } = t.context;
  // The first child SA uses the key exchange of IKE itself (RFC 7296, section 1.2), so PFS shows only in the next one.
  await swanctl(id, 'device2', '--rekey', '--child', 'net');
  await until(
    'New SAs with a key exchange of their own',
    () => swanctl(id, 'device2', '--list-sas'),
    (text) => text.match(/INSTALLED, .*ESP:AES_CBC-256\/HMAC_SHA2_256_128\/MODP_2048$/gm)?.length === 2,
  );
  t.regex(await swanctl(id, 'device2', '--list-sas'), /expires in 3[56]\d\ds/);
  t.regex(await swanctl(id, 'device1', '--list-sas'), /expires in 2[67]\d\d\ds/);
});

test.serial('ResponderOnly: the device opens the tunnel, even after the gateway has closed it', async (t) => {
  const { id } = t.context;
  t.deepEqual(await openedBy(id, 'device3'), instances);
  t.deepEqual(await openedBy(id, 'device1'), []);
  for (const instance of instances) {
    t.deepEqual(await openedBy(id, instance), ['device1', 'device2']);
    await swanctl(id, instance, '--terminate', '--ike', 'device3');
  }
  await until(
    'The new tunnels of device3',
    () => tunnelsOpened(id, 'device3'),
    (opened) => opened === 4,
  );
  t.deepEqual(tunnelsTo(await statusOf(id, 'device3')), instances);
  t.deepEqual(await openedBy(id, 'device3'), instances);
});

const bgpPort = 179;

const attempts = `table inet attempts {
  chain arrived {
    type filter hook input priority 0;
    ip saddr { ${custom} } tcp dport ${bgpPort} tcp flags & (syn | ack) == syn counter comment "arrived"
  }
  chain left {
    type filter hook output priority 0;
    ip daddr { ${custom} } tcp dport ${bgpPort} tcp flags & (syn | ack) == syn counter comment "left"
  }
}`;

/** Waits until Azure has opened its sessions with the device that has an ordinary address. */
async function calledByAzure(id: string): Promise<void> {
  for (const address of ordinary) {
    await until(
      `The session of ${address} with device2`,
      () => neighborOf(id, 'device2', address),
      ({ bgpState, portLocal }) => bgpState === 'Established' && portLocal === bgpPort,
    );
  }
}

async function attemptsAt(id: string, node: string): Promise<{ arrived: number; left: number }> {
  const text = await inNode(id, node, 'nft', 'list', 'table', 'inet', 'attempts');
  const counted = (what: string) => Number(new RegExp(`packets (\\d+) .*"${what}"`).exec(text)?.[1]);
  return { arrived: counted('arrived'), left: counted('left') };
}

const inspection = z.object({
  statuses: z.array(
    z.object({
      node: z.string(),
      tunnels: z.array(z.object({ peer: z.string(), ikeProposal: z.string(), espProposal: z.string() })),
    }),
  ),
});

/** Peers to which the node itself has opened a tunnel. */
async function openedBy(id: string, node: string): Promise<string[]> {
  const text = await swanctl(id, node, '--list-sas', '--raw');
  return [...text.matchAll(/^list-sa event \{(?<peer>\S+) \{(?<sa>.*)$/gm)]
    .filter(({ groups }) => groups?.sa?.includes(' initiator=yes '))
    .map(({ groups }) => groups?.peer ?? '')
    .sort();
}

async function tunnelsOpened(id: string, node: string): Promise<number> {
  return (await eventsOf(id, node)).filter((event) => event.kind === 'child' && event.up).length;
}
