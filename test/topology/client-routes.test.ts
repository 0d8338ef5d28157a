import test from 'ava';
import { clientsOf } from '../../src/topology/find.ts';
import { labTopology } from '../experiment/lab-topology.ts';

test('clients reach the virtual network and what their gateway learns by BGP', (t) => {
  const topology = labTopology('point-to-site');
  const [first] = clientsOf(topology);
  t.true(first?.routes.includes('10.51.0.0/16'), first?.routes.join(' '));
  t.true(first?.routes.includes('10.11.0.0/16'));
  for (const { routes } of clientsOf(topology)) t.deepEqual(routes, first?.routes);
});
