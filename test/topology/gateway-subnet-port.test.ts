import test from 'ava';
import { gatewaySubnetPort } from '../../src/topology/gateway-subnet-port.ts';
import { tunnelInterface } from '../../src/topology/tunnel-interface.ts';
import { labTopology } from './lab-topology.ts';

test('FRR finds the port of an instance in the gateway subnet before its tunnels, which have the same address', (t) => {
  const instances = labTopology('dual-redundancy').nodes.filter(({ role }) => role === 'instance');
  t.is(instances.length, 2);
  for (const { interfaces } of instances) t.true(interfaces.some(({ name }) => name === gatewaySubnetPort));
  t.deepEqual([tunnelInterface(0), gatewaySubnetPort].sort(), [gatewaySubnetPort, tunnelInterface(0)]);
});
