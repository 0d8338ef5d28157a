import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { labTopology } from '../topology/lab-topology.ts';

/**
 * `golden/labs/<lab>/<node>/<path>` are the exact files of a kind that dual-redundancy does not have, for userspace and
 * profile azure. UPDATE_GOLDEN=1 rewrites them; then read the diff.
 */
const folder = fileURLToPath(new URL('golden/labs/', import.meta.url));

const files: readonly (readonly [lab: string, node: string, ...paths: string[]])[] = [
  [
    'active-standby',
    'vnet1gw-0',
    '/etc/keepalived/keepalived.conf',
    '/etc/switchover/role',
    '/etc/switchover/connect',
    '/etc/switchover/drain',
    '/etc/switchover/network',
    '/etc/frr/zebra-own.conf',
    '/etc/frr/bgpd.conf',
    '/etc/frr/bfdd.conf',
    '/etc/ipsec/device1/swanctl.conf',
    '/etc/ipsec/device1/vnet1gw.conf',
  ],
  ['active-standby', 'vnet1gw-1', '/etc/keepalived/keepalived.conf'],
  [
    'active-active-static',
    'vnet1gw-0',
    '/etc/keepalived/keepalived.conf',
    '/etc/switchover/role',
    '/etc/nftables.conf',
    '/etc/frr/staticd.conf',
    '/etc/frr/bgpd.conf',
  ],
  ['active-active-static', 'device1', '/etc/frr/staticd.conf', '/etc/frr/bgpd.conf', '/etc/switchover/start'],
  ['vnet-to-vnet', 'vnet2gw-0', '/etc/switchover/role', '/etc/ipsec/vnet1gw-0/swanctl.conf'],
  ['vnet-transit', 'vnet2gw-0', '/etc/frr/bgpd.conf', '/etc/switchover/connect'],
];

for (const [lab, node, ...paths] of files) {
  const plan = planNodes(labTopology(lab, 'azure'), dataplaneNamed('userspace')).find(
    (candidate) => candidate.node === node,
  );

  for (const path of paths) {
    test(`${lab}, ${node}: ${path}`, (t) => {
      const golden = join(folder, lab, node, path);
      const text = plan?.files.get(path)?.content ?? '';
      if (process.env.UPDATE_GOLDEN === '1') {
        mkdirSync(dirname(golden), { recursive: true });
        writeFileSync(golden, text);
      }
      t.is(text, readFileSync(golden, 'utf8'));
    });
  }
}
