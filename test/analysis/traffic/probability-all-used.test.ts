import test from 'ava';
import { probabilityAllUsed } from '../../../src/analysis/traffic/probability-all-used.ts';

test('probabilities are those of an exact table (docs/trust.md, "What is sent")', (t) => {
  for (const [paths, flows, probability] of [
    [2, 6, 0.95],
    [2, 11, 0.999],
    [4, 16, 0.95],
    [4, 29, 0.999],
    [8, 68, 0.999],
    [8, 64, 0.9984],
    [16, 64, 0.765],
  ] as const) {
    const own = probabilityAllUsed(flows, paths);
    t.true(own >= probability - 0.0005, `${flows} flows over ${paths} paths: ${own}`);
    t.true(probabilityAllUsed(flows - 4, paths) < own);
  }
});

test('one path is always used, and fewer flows than paths never use all', (t) => {
  t.is(probabilityAllUsed(1, 1), 1);
  t.is(probabilityAllUsed(5, 0), 1);
  t.true(probabilityAllUsed(3, 4) < 1e-12);
  t.is(probabilityAllUsed(2, 2), 0.5);
});
