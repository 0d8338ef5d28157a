import test from 'ava';
import { SourcePorts } from '../../../src/experiment/traffic/source-ports.ts';

test('ranges of ports never overlap, and keep clear of the ports of services', (t) => {
  const ports = new SourcePorts();
  const taken = new Set<number>();
  for (let count = 0; count < 60; count++) {
    const range = ports.take(128);
    t.is(range.length, 128);
    for (const port of range) {
      t.true(port >= 20_000 && port < 60_000);
      t.false(taken.has(port));
      taken.add(port);
    }
  }
});

test('there are ports for any number of trials', (t) => {
  const ports = new SourcePorts();
  for (let count = 0; count < 1000; count++) t.is(ports.take(128).length, 128);
});
