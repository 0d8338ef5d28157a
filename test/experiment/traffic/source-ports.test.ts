import test from 'ava';
import { SourcePorts } from '../../../src/experiment/traffic/source-ports.ts';

test('ranges of ports never overlap, and keep clear of the ports of services', (t) => {
  const ports = new SourcePorts();
  const taken = new Set<number>();
  for (let range = 0; range < 60; range++) {
    const first = ports.take(128);
    for (let port = first; port < first + 128; port++) {
      t.true(port >= 20_000 && port < 60_000);
      t.false(taken.has(port));
      taken.add(port);
    }
  }
});
