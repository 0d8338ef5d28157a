import test from 'ava';
import { profileNamed } from '../../src/definition/profile.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { buildTopology } from '../../src/topology/build-topology.ts';
import { labDefinition } from '../topology/lab-topology.ts';

const fast = profileNamed('fast');
const filesOf = (lab: string, changes: Partial<typeof fast>) =>
  planNodes(buildTopology(labDefinition(lab), { ...fast, ...changes }), dataplaneNamed('userspace'));

const textIn = (plans: ReturnType<typeof filesOf>, node: string, part: string) =>
  [...(plans.find((plan) => plan.node === node)?.files ?? [])]
    .filter(([path]) => path.includes(part))
    .map(([, { content }]) => content)
    .join('\n');

test('an instance whose BGP session outlives its tunnel keeps the address of its peer', (t) => {
  const plans = filesOf('dual-redundancy', { azureBgpFollowsTunnel: false });
  t.regex(textIn(plans, 'vnet1gw-0', 'swanctl'), / updown = \/etc\/ipsec\/updown \S+ \S+ \S+ keep\n/);
  t.regex(textIn(plans, 'vnet1gw-0', 'updown'), /test "\$#" -lt 4 \|\| exit 0\n *exec ip address delete/);
  t.notRegex(textIn(plans, 'device1', 'swanctl'), /keep\n/);
  t.notRegex(textIn(plans, 'device1', 'updown'), /-lt 4/);
});

test('a tunnel without BGP is not kept: its static routes end with it', (t) => {
  const plans = filesOf('active-active-static', { azureBgpFollowsTunnel: false });
  t.notRegex(textIn(plans, 'vnet1gw-0', 'swanctl'), /keep\n/);
});

test('a public address that does not return stays where it is', (t) => {
  const conf = (publicAddressReturns: boolean) =>
    textIn(filesOf('active-active-static', { publicAddressReturns }), 'vnet1gw-0', 'keepalived');
  t.notRegex(conf(true), /nopreempt/);
  t.regex(conf(false), /@later nopreempt/);
  t.notRegex(conf(false), /priority 254/);
});
