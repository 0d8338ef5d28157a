import { gatewaySubnetPort } from '../topology/gateway-subnet-port.ts';
import type { FloatingAddresses } from '../topology/topology.ts';
import type { InstanceNode } from '../topology/topology-node.ts';
import { paths } from './scripts/start-script.ts';

/**
 * keepalived.conf of an instance: VRRP over the gateway subnet decides which of the two instances has the floating
 * addresses. Lines that begin with `@first` or `@later` count only when keepalived was started with that name. When the
 * lab comes up, the first instance has the addresses at once; an instance that comes back later waits for its turn.
 */
export function keepalivedConf(
  node: InstanceNode,
  sibling: InstanceNode,
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

function instance(
  { name, nodes: [home], returns, virtualRouterId, takeover, addresses }: FloatingAddresses,
  node: InstanceNode,
  sibling: InstanceNode,
): string[] {
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
    `  interface ${gatewaySubnetPort}`,
    `  virtual_router_id ${virtualRouterId}`,
    `  advert_int ${advertisementSeconds}`,
    `  unicast_src_ip ${node.privateAddress}`,
    '  unicast_peer {',
    `    ${sibling.privateAddress}`,
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

const ownerPriority = 255;
/** Higher than that of any stand-in, so that the addresses come back as soon as their own instance is up. */
const homePriority = 254;
