import test from 'ava';
import { documentedRecovery } from '../../../src/analysis/recovery/documented.ts';
import { dualRedundancy } from '../../topology/definitions.ts';

test('for active-active gateways Azure documents no figure, for active-standby its worst case', (t) => {
  const definition = dualRedundancy();
  t.is(documentedRecovery(definition, 'instance-crash').figure, null);
  const activeStandby = {
    ...definition,
    virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) => ({
      ...gateway,
      activeActive: false,
    })),
  };
  t.is(documentedRecovery(activeStandby, 'instance-crash').figure, '1 to 3 minutes in the worst case');
  t.is(documentedRecovery(activeStandby, 'device-crash').figure, null);
  t.regex(
    documentedRecovery(definition, 'instance-crash').source,
    /^Design highly available gateway connectivity/,
  );
});
