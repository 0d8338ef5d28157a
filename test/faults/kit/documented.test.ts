import test from 'ava';
import { faultsByName } from '../../../src/faults/by-name.ts';
import { documentedRecovery } from '../../../src/faults/kit/documented.ts';
import { dualRedundancy } from '../../topology/definitions.ts';

const instanceCrash = faultsByName['instance-crash'];

test('for active-active gateways Azure documents no figure, for active-standby its worst case', (t) => {
  const definition = dualRedundancy();
  t.is(documentedRecovery(instanceCrash, definition, undefined).figure, null);
  const activeStandby = {
    ...definition,
    virtualNetworkGateways: definition.virtualNetworkGateways.map((gateway) => ({
      ...gateway,
      activeActive: false,
    })),
  };
  t.is(
    documentedRecovery(instanceCrash, activeStandby, undefined).figure,
    '1 to 3 minutes in the worst case',
  );
  t.is(documentedRecovery(faultsByName['device-crash'], activeStandby, undefined).figure, null);
  t.regex(
    documentedRecovery(instanceCrash, definition, undefined).source,
    /^Design highly available gateway connectivity/,
  );
});
