import type { FloatingAddresses } from '../topology/topology.ts';
import type { TopologyNode } from '../topology/topology-node.ts';
import { paths } from './scripts/start-script.ts';

/**
 * keepalived.conf of an instance, or of a device of a pair: VRRP over the network behind them decides which of the two
 * has the floating addresses. Lines that begin with `@first` or `@later` count only when keepalived was started with that
 * name. When the lab comes up, the first machine has the addresses at once; one that comes back later waits for its turn.
 */
export function keepalivedConf(
  node: TopologyNode,
  sibling: TopologyNode,
  floating: readonly FloatingAddresses[],
): string {
  return [
    'global_defs {',
    `  router_id ${node.name}`,
    '  vrrp_version 3',
    '  script_user root',
    '  enable_script_security',
    '}',
    ...floating.flatMap((group) => instance(group, node, sibling)),
    '',
  ].join('\n');
}

function instance(group: FloatingAddresses, node: TopologyNode, sibling: TopologyNode): string[] {
  const { name, nodes, returns, over, needs, virtualRouterId, takeover, addresses } = group;
  const [home] = nodes;
  const { advertisementSeconds, priority } = takeover;
  const isHome = home === node.name;
  const own = returns && isHome ? homePriority : priority;
  return [
    `vrrp_instance ${name} {`,
    // The first owner of the addresses has them without waiting (RFC 5798, 6.4.1: the owner's priority).
    ...(isHome ? ['  @first state MASTER', '  @later state BACKUP'] : ['  state BACKUP']),
    ...(isHome ? [`  @first priority ${ownerPriority}`, `  @later priority ${own}`] : [`  priority ${own}`]),
    // Addresses that do not return stay where they are.
    ...(returns ? [] : [isHome ? '  @later nopreempt' : '  nopreempt']),
    `  interface ${over}`,
    ...(needs === undefined
      ? []
      : ['  # Without its line it gives the addresses up.', '  track_interface {', `    ${needs}`, '  }']),
    `  virtual_router_id ${virtualRouterId}`,
    `  advert_int ${advertisementSeconds}`,
    `  unicast_src_ip ${addressAt(node, over)}`,
    '  unicast_peer {',
    `    ${addressAt(sibling, over)}`,
    '  }',
    '  virtual_ipaddress {',
    ...addresses.map(
      ({ address, prefixLength, interface: port }) => `    ${address}/${prefixLength} dev ${port}`,
    ),
    '  }',
    `  notify ${paths.role}`,
    '}',
  ];
}

const addressAt = ({ name, interfaces }: TopologyNode, wanted: string): string => {
  const port = interfaces.find((one) => one.name === wanted);
  if (!port) throw new Error(`${name} has no port ${wanted}.`);
  return port.address;
};

const ownerPriority = 255;
/** Higher than that of any stand-in, so that the addresses come back as soon as their own instance is up. */
const homePriority = 254;
