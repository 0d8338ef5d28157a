import type { Topology } from '../topology/topology.ts';
import type { TopologyNode } from '../topology/topology-node.ts';
import { frrNeeds } from './capabilities.ts';
import type { FrrConf } from './frr/frr.ts';
import { siteFrr, virtualNetworkFrr } from './frr/frr-core.ts';
import { frrFiles, startFrr } from './frr/start-frr.ts';
import type { Dataplane } from './ipsec/dataplane.ts';
import { type NodePlan, type Parts, plan } from './node-plan.ts';
import { refusal } from './packet-filter/beyond-the-lab.ts';
import { routerNftables, silentRouterNftables } from './packet-filter/nftables.ts';
import { planSpeaker } from './plan-speaker.ts';
import { planClient } from './point-to-site/plan-client.ts';
import { restartScript } from './scripts/restart-script.ts';
import { paths } from './scripts/start-script.ts';

/** The plans of all nodes of a topology. Pure: the same input gives exactly the same files. */
export function planNodes(topology: Topology, dataplane: Dataplane): NodePlan[] {
  return topology.nodes.map((node) => planNode(node, topology, dataplane));
}

export function planNode(node: TopologyNode, topology: Topology, dataplane: Dataplane): NodePlan {
  switch (node.role) {
    case 'host':
      return plan(node, { lines: [] });
    case 'internet':
      return plan(node, {
        files: [[paths.nftables, silentRouterNftables(node, topology)]],
        lines: [`nft -f ${paths.nftables}`],
      });
    case 'virtual-network':
      return planCore(node, virtualNetworkFrr(node, topology), {
        files: [[paths.nftables, silentRouterNftables(node, topology)]],
        lines: [`nft -f ${paths.nftables}`],
      });
    case 'site':
      return planCore(node, siteFrr(node, topology), {
        files: [[paths.nftables, routerNftables(refusal(topology))]],
        lines: [`nft -f ${paths.nftables}`],
      });
    case 'client':
      return planClient(node, topology, dataplane);
    case 'instance':
    case 'device':
      return planSpeaker(node, topology, dataplane);
  }
}

/** A router with FRR and without tunnels; `extra` are its own files and lines. */
function planCore(node: TopologyNode, frr: FrrConf, extra: Parts): NodePlan {
  const daemons = [...frr.keys()];
  return plan(node, {
    files: [
      ...(extra.files ?? []),
      ...frrFiles(frr),
      [paths.restart, { content: restartScript(daemons), executable: true }],
    ],
    beforeLinks: startFrr(daemons),
    lines: extra.lines,
    status: { charons: [], routing: true },
    capabilities: frrNeeds,
  });
}
