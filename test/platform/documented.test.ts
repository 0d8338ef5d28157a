import test from 'ava';
import { documentedRecovery } from '../../src/platform/documented.ts';
import { dualRedundancy } from '../topology/definitions.ts';

test('for active-active gateways Azure documents no figure, for active-standby its worst case', (t) => {
  const definition = dualRedundancy();
  t.is(documentedRecovery(definition).figure, null);
  const activeStandby = {
    ...definition,
    virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) => ({
      ...gateway,
      activeActive: false,
    })),
  };
  t.is(documentedRecovery(activeStandby).figure, '1 to 3 minutes in the worst case');
  t.regex(documentedRecovery(definition).source, /^Design highly available gateway connectivity/);
});
