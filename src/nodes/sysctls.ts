import type { TopologyNode } from '../topology/topology.ts';
import { hasFloatingAddress } from './addresses.ts';

/** Settings of a node's own network namespace. */
export function sysctlsOf(node: TopologyNode): Record<string, string> {
  const { role } = node;
  if (role === 'host' || role === 'client') return {};
  return {
    ...routerSysctls(role === 'instance' || role === 'device' ? 'second' : 'first'),
    // An instance says that it has an address only where keepalived put it.
    ...(hasFloatingAddress(node) && { 'net.ipv4.conf.all.arp_ignore': '1' }),
  };
}

/** Which parts of a packet choose among next hops (`fib_multipath_hash_fields` in the kernel's ip-sysctl.rst). */
const hashFields = {
  sourceAddress: 0x1,
  destinationAddress: 0x2,
  protocol: 0x4,
  sourcePort: 0x10,
  destinationPort: 0x20,
};

/**
 * Flows are spread by their 5-tuple. Policy 3, because policy 1 takes the hash that the sender's own kernel gave
 * the socket, if there is one: between containers there is, two routers in a row then choose alike, and a TCP
 * connection changes its path whenever it retransmits.
 *
 * A second layer of routers leaves the protocol out: without a key of its own for every node (kernels before
 * 6.11) it would otherwise choose as the first layer did.
 */
function routerSysctls(layer: 'first' | 'second'): Record<string, string> {
  const { protocol, ...ports } = hashFields;
  const fields = Object.values(ports).reduce((sum, field) => sum + field, layer === 'first' ? protocol : 0);
  return {
    'net.ipv4.ip_forward': '1',
    'net.ipv4.fib_multipath_hash_policy': '3',
    'net.ipv4.fib_multipath_hash_fields': String(fields),
    // The way back may be another one.
    'net.ipv4.conf.all.rp_filter': '0',
    'net.ipv4.conf.default.rp_filter': '0',
    'net.ipv4.conf.all.send_redirects': '0',
    'net.ipv4.conf.default.send_redirects': '0',
  };
}
