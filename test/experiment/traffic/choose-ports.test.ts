import test from 'ava';
import { choosePorts, unusedTunnels } from '../../../src/experiment/traffic/choose-ports.ts';
import { pathThrough } from '../../../src/observations/tunnel-path.ts';

const tunnels = Array.from({ length: 100 }, (_, index) => `gw--d${index}`);
/** Ports from 20000 on that take the tunnels in a fixed, uneven way: most take one of the first ten. */
const tried = new Map(
  Array.from({ length: 800 }, (_, index): [number, string] => {
    const tunnel = index % 8 === 0 ? (index / 8) % 100 : index % 10;
    return [20_000 + index, tunnels[tunnel] ?? ''];
  }),
);

test('as many flows as tunnels use each of them, whatever most ports take', (t) => {
  const chosen = choosePorts(tried, 100);
  t.is(new Set(chosen).size, 100);
  t.deepEqual(unusedTunnels(tunnels, pathsOf(chosen)), []);
});

test('fewer flows than tunnels each use another one, and more flows than tried ports are not found', (t) => {
  t.is(unusedTunnels(tunnels, pathsOf(choosePorts(tried, 30))).length, 70);
  t.deepEqual(choosePorts(new Map([[20_000, 'a']]), 4), [20_000]);
});

test('flows beyond the first of each tunnel go where the fewest are', (t) => {
  const paths = new Map([...'aaaaaabbbb'].map((tunnel, index) => [20_000 + index, tunnel]));
  const chosen = choosePorts(paths, 6).map((port) => paths.get(port));
  t.is(chosen.filter((tunnel) => tunnel === 'b').length, 3);
});

test('a flow through two tunnels in a row uses both', (t) => {
  const paths = new Map([
    [1, pathThrough(['a', 'c'])],
    [2, pathThrough(['a', 'c'])],
    [3, pathThrough(['b', 'd'])],
  ]);
  t.deepEqual(choosePorts(paths, 2), [1, 3]);
});

const pathsOf = (ports: readonly number[]) => new Map(ports.map((port) => [port, tried.get(port) ?? '']));
