import anyTest, { type TestFn } from 'ava';
import type { IpsecPolicy } from '../../src/definition/definition.ts';
import { policyLab, tryPolicy } from '../policies/policy-lab.ts';
import { policyText, samplePolicies } from '../policies/sample.ts';
import { labDown } from './support/lab-up.ts';

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
