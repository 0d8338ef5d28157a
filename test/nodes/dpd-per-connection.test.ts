import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { quickAndSlow } from '../topology/definitions.ts';
import { topologyOf } from '../topology/lab-topology.ts';

/**
 * `golden/dpd-per-connection/<dataplane>/<node>/<path>`: the IPsec configuration of a gateway with a connection of 9 s
 * (device1) and one of 120 s (device2), exactly. UPDATE_GOLDEN=1 writes the files; then read the diff.
 */
const folder = fileURLToPath(new URL('golden/dpd-per-connection/', import.meta.url));

const nodes = ['gw-0', 'device2'];
const isTimerFile = (path: string) => /\/(swanctl|strongswan)\.conf$/.test(path);

for (const dataplane of ['kernel', 'userspace'] as const) {
  const plans = planNodes(topologyOf(quickAndSlow(), 'azure'), dataplaneNamed(dataplane));
  for (const { node, files } of plans.filter((plan) => nodes.includes(plan.node))) {
    for (const [path, { content }] of [...files].filter(([name]) => isTimerFile(name))) {
      test(`${dataplane}, ${node}: ${path}`, (t) => {
        const golden = join(folder, dataplane, node, path);
        if (process.env.UPDATE_GOLDEN === '1') {
          mkdirSync(dirname(golden), { recursive: true });
          writeFileSync(golden, content);
        }
        t.is(content, readFileSync(golden, 'utf8'));
      });
    }
  }
}
