import test from 'ava';
import { ipsecAlgorithms } from '../../src/definition/azure/ipsec-algorithms.ts';
import type { IpsecPolicy } from '../../src/definition/definition.ts';
import {
  azureProposals,
  deviceProposals,
  gatewayResponds,
  lifetimesOf,
} from '../../src/definition/ipsec-proposals.ts';
import { definitionOf } from '../topology/definitions.ts';

const policy: IpsecPolicy = {
  ikeEncryption: 'AES256',
  ikeIntegrity: 'SHA384',
  dhGroup: 'DHGroup24',
  ipsecEncryption: 'AES256',
  ipsecIntegrity: 'SHA256',
  pfsGroup: 'None',
  saLifeTimeSeconds: 14_400,
  saDataSizeKilobytes: 102_400_000,
};

const initiator = { responds: false };
const responder = { responds: true };

test('a custom policy is the only proposal, on both ends and in both roles', (t) => {
  const only = { ike: ['aes256-sha384-modp2048s256'], esp: ['aes256-sha256'] };
  t.deepEqual(azureProposals(policy, initiator), only);
  t.deepEqual(azureProposals(policy, responder), only);
  t.deepEqual(deviceProposals(policy), only);
});

test('Azure offers six combinations, and accepts 26: the six first, then those with PFS', (t) => {
  const { esp: offered, ike } = azureProposals(undefined, initiator);
  const { esp: accepted } = azureProposals(undefined, responder);
  t.is(ike.length, 6);
  t.is(offered.length, 6);
  t.is(new Set(accepted).size, 26);
  t.deepEqual(accepted.slice(0, 6), offered);
  t.true(accepted.includes('aes128-sha256'));
  t.true(accepted.includes('aes256-sha256-modp2048'));
  t.false(accepted.includes('3des-sha256-modp2048'));
});

test('a device has its own proposals, and its own group with all of them', (t) => {
  t.deepEqual(deviceProposals(undefined, { pfsGroup: 'PFS2048' }), {
    ike: ['aes256-sha256-modp1024', 'aes256-sha1-modp1024'],
    esp: ['aes256gcm16-modp2048', 'aes256-sha256-modp2048'],
  });
  const own = { ikeProposals: ['aes128-sha256-modp1024'], espProposals: ['aes128-sha256'] } as const;
  t.deepEqual(deviceProposals(policy, own), { ike: own.ikeProposals, esp: own.espProposals });
  t.deepEqual(deviceProposals({ ...policy, pfsGroup: 'PFS24' }, { pfsGroup: 'None' }).esp, ['aes256-sha256']);
});

test('a gateway responds when the device starts IKE or rekeys first', (t) => {
  const [connection] = definitionOf({ devices: 1 }).connections;
  if (!connection) return t.fail('there is one');
  t.false(gatewayResponds(connection));
  t.true(gatewayResponds({ ...connection, connectionMode: 'ResponderOnly' }));
  t.true(gatewayResponds(connection, { initiates: true }));
  t.true(gatewayResponds(connection, { espLifetimeSeconds: 3600 }));
  t.true(gatewayResponds(connection, { espLifetimeKilobytes: 1024 }));
  t.false(gatewayResponds(connection, { espLifetimeSeconds: 86_400 }));
});

test('PFSMM is the group of IKE', (t) => {
  t.deepEqual(azureProposals({ ...policy, pfsGroup: 'PFSMM' }, initiator).esp, [
    'aes256-sha256-modp2048s256',
  ]);
});

test('GCM has its own integrity, and in IKE a pseudo-random function of its strength', (t) => {
  const gcm = {
    ...policy,
    ikeEncryption: 'GCMAES256',
    ikeIntegrity: 'GCMAES256',
    ipsecEncryption: 'GCMAES128',
    ipsecIntegrity: 'GCMAES128',
    pfsGroup: 'ECP384',
  };
  t.deepEqual(azureProposals(gcm, initiator), {
    ike: ['aes256gcm16-prfsha384-modp2048s256'],
    esp: ['aes128gcm16-ecp384'],
  });
});

test('everything that Azure accepts has a name in strongSwan', (t) => {
  // GCM as integrity needs GCM as encryption.
  const isAlone = (name: string) => !name.startsWith('GCM');
  const cases = [
    ...ipsecAlgorithms.ikeEncryption.map((name) => ({ ikeEncryption: name })),
    ...ipsecAlgorithms.ikeIntegrity.filter(isAlone).map((name) => ({ ikeIntegrity: name })),
    ...ipsecAlgorithms.dhGroup.map((name) => ({ dhGroup: name })),
    ...ipsecAlgorithms.ipsecEncryption.map((name) => ({ ipsecEncryption: name })),
    ...ipsecAlgorithms.ipsecIntegrity.filter(isAlone).map((name) => ({ ipsecIntegrity: name })),
    ...ipsecAlgorithms.pfsGroup.filter(isAlone).map((name) => ({ pfsGroup: name })),
  ];
  for (const change of cases) t.notThrows(() => azureProposals({ ...policy, ...change }, responder));
  t.throws(() => azureProposals({ ...policy, dhGroup: 'NoSuchGroup' }, responder));
});

test('lifetimes are those of the policy, or Azure’s defaults', (t) => {
  t.deepEqual(lifetimesOf(policy), { ikeSeconds: 28_800, seconds: 14_400, bytes: 102_400_000 * 1024 });
  t.deepEqual(lifetimesOf(undefined), { ikeSeconds: 28_800, seconds: 27_000, bytes: 102_400_000 * 1024 });
  t.deepEqual(lifetimesOf(policy, { ikeLifetimeSeconds: 3600, espLifetimeKilobytes: 1024 }), {
    ikeSeconds: 3600,
    seconds: 14_400,
    bytes: 1_048_576,
  });
});
