import test from 'ava';
import { ipsecAlgorithms } from '../../../src/definition/azure/ipsec-algorithms.ts';
import type { IpsecPolicy } from '../../../src/definition/definition.ts';
import { childLifetime, proposalsOf } from '../../../src/nodes/ipsec/strongswan/proposals.ts';

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

test('a custom policy is the only proposal, on both ends', (t) => {
  for (const side of ['azure', 'device'] as const) {
    t.deepEqual(proposalsOf(side, policy), { ike: ['aes256-sha384-modp2048s256'], esp: ['aes256-sha256'] });
  }
  t.true(proposalsOf('azure', undefined).ike.length > 1);
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
  t.deepEqual(proposalsOf('azure', gcm), {
    ike: ['aes256gcm16-prfsha384-modp2048s256'],
    esp: ['aes128gcm16-ecp384'],
  });
});

test('everything that Azure accepts has a name in strongSwan', (t) => {
  // GCM as integrity needs GCM as encryption, and the rules refuse PFSMM as not emulated.
  const isAlone = (name: string) => !name.startsWith('GCM') && name !== 'PFSMM';
  const cases = [
    ...ipsecAlgorithms.ikeEncryption.map((name) => ({ ikeEncryption: name })),
    ...ipsecAlgorithms.ikeIntegrity.filter(isAlone).map((name) => ({ ikeIntegrity: name })),
    ...ipsecAlgorithms.dhGroup.map((name) => ({ dhGroup: name })),
    ...ipsecAlgorithms.ipsecEncryption.map((name) => ({ ipsecEncryption: name })),
    ...ipsecAlgorithms.ipsecIntegrity.filter(isAlone).map((name) => ({ ipsecIntegrity: name })),
    ...ipsecAlgorithms.pfsGroup.filter(isAlone).map((name) => ({ pfsGroup: name })),
  ];
  for (const change of cases) t.notThrows(() => proposalsOf('azure', { ...policy, ...change }));
  t.throws(() => proposalsOf('azure', { ...policy, dhGroup: 'NoSuchGroup' }));
});

test('lifetimes are those of the policy, or Azure’s defaults', (t) => {
  t.deepEqual(childLifetime(policy), { seconds: 14_400, bytes: 102_400_000 * 1024 });
  t.deepEqual(childLifetime(undefined), { seconds: 27_000, bytes: 102_400_000 * 1024 });
});
