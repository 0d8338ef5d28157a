import test from 'ava';
import { limitsFor } from '../../src/definition/limits.ts';
import { dpdTimeoutSeconds, profileNamed } from '../../src/definition/profile.ts';
import { withoutOwnTimers, withTimers } from '../../src/definition/timers.ts';
import { dualRedundancy } from '../topology/definitions.ts';

const fast = profileNamed('fast');

test("other timers replace the profile's, and everything else stays", (t) => {
  const changed = withTimers(fast, {
    dpdTimeoutSeconds: 9,
    bgp: { keepaliveSeconds: 10, holdSeconds: 30 },
    siteBfd: { intervalMs: 2000, threshold: 5 },
  });
  t.is(dpdTimeoutSeconds(changed.dpd), 9);
  t.deepEqual(changed.bgp, { ...fast.bgp, keepaliveSeconds: 10, holdSeconds: 30 });
  t.deepEqual(changed.siteBfd, { intervalMs: 2000, threshold: 5 });
  const { dpd, bgp, siteBfd, origins } = fast;
  t.deepEqual({ ...changed, dpd, bgp, siteBfd, origins }, fast);
  const yours = { whose: 'yours', source: 'Set by you' } as const;
  t.deepEqual(changed.origins, { ...origins, dpd: yours, bgp: yours, siteBfd: yours });
  t.deepEqual(withTimers(fast, {}), fast);
});

test('one DPD timeout for all tunnels applies to each connection', (t) => {
  const definition = dualRedundancy();
  const own = {
    ...definition,
    connections: definition.connections.map((one) => ({ ...one, dpdTimeoutSeconds: 30 })),
  };
  t.is(withoutOwnTimers(own, {}), own);
  t.deepEqual(withoutOwnTimers(own, { dpdTimeoutSeconds: 9 }), definition);
});

test('limits depend on the fault, the target and the profile', (t) => {
  const definition = dualRedundancy();
  const crash = { fault: 'instance-crash', target: undefined, parameters: {}, profile: 'fast' } as const;
  t.deepEqual(limitsFor(definition, crash), { maxOutageSeconds: 5, maxRedundancySeconds: 30 });
  t.is(limitsFor(definition, { ...crash, profile: 'azure' })?.maxOutageSeconds, 48);
  t.is(limitsFor(definition, { ...crash, target: 'vnet1gw-1' }), undefined);
  t.is(limitsFor(definition, { ...crash, parameters: { lastsSeconds: 5 } }), undefined);
});
