import type { TopologyNode } from '../topology/topology-node.ts';
import { hasFloatingAddress } from './addresses.ts';

/** Settings of a node's own network namespace. */
export function sysctlsOf(node: TopologyNode): Record<string, string> {
  const { role } = node;
  if (role === 'host' || role === 'client') return {};
  return {
    ...routerSysctls(role === 'instance' || role === 'device' ? 'second' : 'first'),
    // A machine answers ARP for an address only on the interface where keepalived put it, and a device with several
    // lines only on the line of the address.
    ...((hasFloatingAddress(node) || sharesClients(node) || hasSeveralLines(node)) && {
      'net.ipv4.conf.all.arp_ignore': '1',
    }),
  };
}

/** The parts of a packet that choose among next hops (`fib_multipath_hash_fields` in the kernel's ip-sysctl.rst). */
const hashFields = {
  sourceAddress: 0x1,
  destinationAddress: 0x2,
  protocol: 0x4,
  sourcePort: 0x10,
  destinationPort: 0x20,
};

/**
 * Flows are spread by their 5-tuple. Policy 3 is needed because policy 1 uses the hash that the sender's kernel gave
 * the socket, if there is one. Between containers there is one. Two routers in a row would then choose alike, and a TCP
 * connection would change its path whenever it retransmits.
 *
 * A second layer of routers leaves the protocol out. Without a separate key for every node (kernels before 6.11) it
 * would otherwise choose as the first layer did.
 */
function routerSysctls(layer: 'first' | 'second'): Record<string, string> {
  const { protocol, ...ports } = hashFields;
  const fields = Object.values(ports).reduce((sum, field) => sum + field, layer === 'first' ? protocol : 0);
  return {
    'net.ipv4.ip_forward': '1',
    'net.ipv4.fib_multipath_hash_policy': '3',
    'net.ipv4.fib_multipath_hash_fields': String(fields),
    // Packets may come back on another path.
    'net.ipv4.conf.all.rp_filter': '0',
    'net.ipv4.conf.default.rp_filter': '0',
    'net.ipv4.conf.all.send_redirects': '0',
    'net.ipv4.conf.default.send_redirects': '0',
  };
}

const sharesClients = (node: TopologyNode): boolean =>
  node.role === 'instance' && node.sharesClients === true;

const hasSeveralLines = (node: TopologyNode): boolean =>
  node.role === 'device' && node.furtherLines !== undefined;
