import test from 'ava';
import {
  carriesKernelDataplane,
  carriesUserspaceDataplane,
  parseFeatures,
} from '../../../src/engine/host/kernel-features.ts';

const names = ['tun', 'esp', 'xfrmInterface', 'netem', 'nftables', 'nftablesNat', 'multipathHashSeed'];

test('a kernel with all features supports both dataplanes', (t) => {
  const features = parseFeatures(names.map((name) => `${name}\t\n`).join(''));
  t.true(Object.values(features).every(({ available }) => available));
  t.true(carriesKernelDataplane(features));
  t.true(carriesUserspaceDataplane(features));
});

test('the reason of a refusal is kept', (t) => {
  const features = parseFeatures('tun\t\nesp\tError: Requested type not found.\nnftablesNat\t\n');
  t.deepEqual(features.esp, { available: false, reason: 'Error: Requested type not found.' });
  t.deepEqual(features.netem, { available: false, reason: 'the probe did not report it' });
  t.false(carriesKernelDataplane(features));
  t.true(carriesUserspaceDataplane(features));
});
