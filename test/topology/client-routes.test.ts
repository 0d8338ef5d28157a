import test from 'ava';
import { clientsOf, hostBehindGateway } from '../../src/topology/find.ts';
import { labDefinition, labTopology, topologyOf } from './lab-topology.ts';

test('clients reach the virtual network and the prefixes that their gateway learns by BGP', (t) => {
  const topology = labTopology('point-to-site');
  const [first] = clientsOf(topology);
  t.true(first?.routes.includes('10.51.0.0/16'), first?.routes.join(' '));
  t.true(first?.routes.includes('10.11.0.0/16'));
  for (const { routes } of clientsOf(topology)) t.deepEqual(routes, first?.routes);
});

test('clients reach nothing behind a connection without BGP', (t) => {
  const definition = labDefinition('point-to-site');
  const connections = definition.connections.map((connection) => ({ ...connection, enableBgp: false }));
  for (const { routes } of clientsOf(topologyOf({ ...definition, connections }))) {
    t.true(routes.includes('10.11.0.0/16'));
    t.false(routes.includes('10.51.0.0/16'), routes.join(' '));
  }
});

test('the host that answers a client is behind its own gateway, whatever else it reaches', (t) => {
  const topology = labTopology('point-to-site');
  const [client] = clientsOf(topology);
  if (!client) throw new Error('There is no client.');
  const backwards = { ...topology, nodes: topology.nodes.toReversed() };
  for (const one of [topology, backwards]) t.is(hostBehindGateway(one, client)?.side, 'azure');
  const nodes = topology.nodes.filter((node) => node.role !== 'host' || node.side === 'site');
  t.is(hostBehindGateway({ ...topology, nodes }, client), undefined);
});
