import test from 'ava';
import { nearest } from '../../src/base/nearest.ts';

const words = ['activeActive', 'enableBgp', 'sku', 'name', 'GatewaySubnet'];

const cases: readonly (readonly [string, string | undefined])[] = [
  ['activActive', 'activeActive'],
  ['active_active', 'activeActive'],
  ['enableBGP', 'enableBgp'],
  ['enalbeBgp', 'enableBgp'],
  ['sk', 'sku'],
  ['nmae', 'name'],
  ['gatewaysubnet', 'GatewaySubnet'],
  ['colour', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
];

for (const [word, expected] of cases) {
  test(`for ${word.slice(0, 20) || 'nothing'} the nearest is ${expected ?? 'none of them'}`, (t) => {
    t.is(nearest(word, words), expected);
  });
}
