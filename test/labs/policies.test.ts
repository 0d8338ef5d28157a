import anyTest, { type TestFn } from 'ava';
import type { IpsecPolicy } from '../../src/definition/definition.ts';
import { switchover } from '../cli/switchover.ts';
import {
  childSpis,
  negotiate,
  policyLab,
  sendMebibyte,
  tryPolicy,
  tunnelName,
} from '../policies/policy-lab.ts';
import { policyText, samplePolicies } from '../policies/sample.ts';
import { labDown } from './support/lab-up.ts';
import { until } from './support/until.ts';

/** A few policies with what is least usual; `make test-policies` tries every algorithm and group. */
const test = anyTest as TestFn<{ readonly id: string }>;

test.before('a lab with one tunnel is up', async (t) => {
  t.context = { id: await policyLab() };
});

test.after.always((t) => labDown(t.context.id));

/** DES for IKE and for ESP, groups of 768 bits, and no encryption at all. */
const chosen = ({ ikeEncryption, ipsecEncryption }: IpsecPolicy) =>
  ikeEncryption === 'DES' || ipsecEncryption === 'DES' || ipsecEncryption === 'None';

for (const policy of samplePolicies(9).filter(chosen)) {
  test.serial(`${policyText(policy)}: it establishes, carries packets and is rekeyed`, async (t) => {
    await t.notThrowsAsync(tryPolicy(t.context.id, policy));
  });
}

const usual: IpsecPolicy = {
  ikeEncryption: 'AES256',
  ikeIntegrity: 'SHA256',
  dhGroup: 'DHGroup14',
  ipsecEncryption: 'AES256',
  ipsecIntegrity: 'SHA256',
  pfsGroup: 'PFS14',
  saLifeTimeSeconds: 3600,
  saDataSizeKilobytes: 102_400_000,
};

test.serial('a wrong group for perfect forward secrecy shows at the first rekey, not before', async (t) => {
  await negotiate(t.context.id, usual, { pfsGroup: 'PFS2' });
  const { exitCode, stderr } = await switchover([
    ...['fault', 'rekey', tunnelName, '--with', 'sas=child', '--lab', t.context.id],
  ]);
  t.not(exitCode, 0);
  t.regex(stderr, /has no new spi-in after 5 s: the peer refused it/);
});

test.serial(
  'after 1 MiB the device rekeys a child SA that may carry no more, and no packet is lost',
  async (t) => {
    const pass = await negotiate(t.context.id, usual, { espLifetimeKilobytes: 1024 });
    const [before] = await childSpis(t.context.id);
    t.truthy(before);
    await sendMebibyte(t.context.id);
    await until(
      'That the child SA is another one',
      () => childSpis(t.context.id),
      (spis) => spis.length === 1 && spis[0] !== before,
    );
    await pass();
  },
);
