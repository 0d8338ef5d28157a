import anyTest, { type TestFn } from 'ava';
import { labDown } from '../labs/support/lab-up.ts';
import { policyLab, tryPolicy } from './policy-lab.ts';
import { policyText, samplePolicies } from './sample.ts';

/** Every algorithm and group that a policy may have, on one lab: it establishes, carries packets, and is rekeyed. */
const test = anyTest as TestFn<{ readonly id: string }>;

test.before('a lab with one tunnel is up', async (t) => {
  t.context = { id: await policyLab() };
});

test.after.always((t) => labDown(t.context.id));

for (const policy of samplePolicies(16)) {
  test.serial(`${policyText(policy)}: it establishes, carries packets and is rekeyed`, async (t) => {
    await t.notThrowsAsync(tryPolicy(t.context.id, policy));
  });
}
