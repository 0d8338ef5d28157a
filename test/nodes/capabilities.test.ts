import test from 'ava';
import { probeNeeds } from '../../src/engine/host/kernel-features.ts';
import { wiringNeeds } from '../../src/engine/host/wiring.ts';
import { dataplaneChoices, dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { nodeNamed } from '../../src/topology/find.ts';
import { labTopology } from '../topology/lab-topology.ts';
import { capabilityTable, type NodeRole } from './capability-table.ts';

const table = capabilityTable();

test("every kind of node has exactly the capabilities in the node image's table", (t) => {
  const seen = new Set<NodeRole>();
  for (const lab of ['dual-redundancy', 'active-standby', 'vnet-to-vnet', 'point-to-site']) {
    const topology = labTopology(lab);
    for (const dataplane of dataplaneChoices.filter((choice) => choice !== 'auto')) {
      for (const { node, capabilities } of planNodes(topology, dataplaneNamed(dataplane))) {
        const { role } = nodeNamed(topology, node);
        seen.add(role);
        t.deepEqual(capabilities, table.get(role), `${lab}, ${dataplane}: ${node}`);
      }
    }
  }
  t.is(seen.size, 7);
});

test('the helpers have the capabilities in the table, and the table has no other rows', (t) => {
  t.deepEqual([...wiringNeeds], table.get('wiring helper'));
  t.deepEqual([...probeNeeds], table.get('probe helper'));
  t.is(table.size, 7 + 2);
});
