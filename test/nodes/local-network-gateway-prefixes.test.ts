import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import { userspaceDataplane } from '../../src/nodes/ipsec/userspace/userspace-dataplane.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { labDefinition, topologyOf } from '../topology/lab-topology.ts';

/** The lab of two devices with BGP, whose local network gateways list prefixes as well. */
const withPrefixes = (...lists: readonly (readonly string[])[]): Definition => {
  const definition = labDefinition('dual-redundancy');
  return {
    ...definition,
    localNetworkGateways: definition.localNetworkGateways.map((gateway, index) => ({
      ...gateway,
      localNetworkAddressSpace: { addressPrefixes: lists[index] ?? [] },
    })),
  };
};
const filesOf = (definition: Definition, node: string) =>
  planNodes(topologyOf(definition), userspaceDataplane).find((plan) => plan.node === node)?.files;
const textOf = (definition: Definition, node: string, daemon: string): string =>
  filesOf(definition, node)?.get(`/etc/frr/${daemon}.conf`)?.content ?? '';

test('beside BGP the prefixes of a local network gateway are static routes after those of BGP, and announced', (t) => {
  const definition = withPrefixes(['10.77.0.0/16']);
  t.regex(textOf(definition, 'vnet1gw-0', 'staticd'), /^ip route 10\.77\.0\.0\/16 10\.52\.255\.253 210$/m);
  const bgpd = textOf(definition, 'vnet1gw-0', 'bgpd');
  t.regex(bgpd, /ip prefix-list beside-bgp seq 5 permit 10\.77\.0\.0\/16/);
  t.regex(
    bgpd,
    / match ip address prefix-list beside-bgp\n set origin igp\n set weight 0\n set local-preference 50\n/,
  );
  t.regex(bgpd, /redistribute static route-map through-tunnels/);
  t.notRegex(textOf(definition, 'device1', 'bgpd'), /through-tunnels/);
});

test('the address of the device itself is announced, and needs no static route', (t) => {
  const definition = withPrefixes([], ['10.52.255.254/32']);
  t.is(textOf(definition, 'vnet1gw-0', 'staticd'), '');
  const bgpd = textOf(definition, 'vnet1gw-0', 'bgpd');
  t.regex(bgpd, /ip prefix-list peers seq \d+ permit 10\.52\.255\.254\/32/);
  t.is(bgpd.match(/redistribute connected .*/g)?.join(), 'redistribute connected route-map peers');
});

test('without prefixes nothing is static', (t) => {
  t.is(textOf(withPrefixes(), 'vnet1gw-0', 'staticd'), '');
});
