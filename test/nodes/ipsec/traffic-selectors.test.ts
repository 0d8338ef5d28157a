import test from 'ava';
import type { Definition } from '../../../src/definition/definition.ts';
import { dataplaneNamed } from '../../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../../src/nodes/plan-nodes.ts';
import { topologyOf } from '../../topology/lab-topology.ts';
import { withSelectors } from '../../topology/traffic-selectors.ts';

/** The children of the first connection of a node: name, both selectors, and what charon does at begin and end. */
function childrenOf(definition: Definition, node: string) {
  const plan = planNodes(topologyOf(definition, 'azure'), dataplaneNamed('kernel')).find(
    (one) => one.node === node,
  );
  // A connection that needs a floating address is in a file of its own.
  const text = [...(plan?.files ?? [])].map(([, { content }]) => content).join('');
  const [, children = ''] = /^ {4}children \{\n(.*?)^ {4}\}/ms.exec(text) ?? [];
  return [...children.matchAll(/^ {6}(\w+) \{\n(.*?)^ {6}\}/gms)].map(([, name, body = '']) => {
    const value = (key: string) => new RegExp(`^ *${key} = (.*)$`, 'm').exec(body)?.[1];
    const actions = ['start_action', 'close_action', 'dpd_action'].map(value).join(' ');
    return `${name}: ${value('local_ts')} === ${value('remote_ts')}, ${actions}`;
  });
}

const chosen = [
  { localAddressRanges: ['10.1.0.0/24', '10.1.1.0/24'], remoteAddressRanges: ['10.2.0.0/24'] },
  { localAddressRanges: ['10.1.0.0/24'], remoteAddressRanges: ['10.3.0.0/24'] },
];

test('without selectors there is one child SA, any to any', (t) => {
  const plain = ['net: 0.0.0.0/0 === 0.0.0.0/0, start start restart'];
  t.deepEqual(childrenOf(withSelectors({}), 'gw-0'), plain);
  t.deepEqual(childrenOf(withSelectors({}), 'device1'), ['net: 0.0.0.0/0 === 0.0.0.0/0, none none clear']);
  // They have no effect by themselves.
  t.deepEqual(childrenOf(withSelectors({ trafficSelectorPolicies: chosen }), 'gw-0'), plain);
});

test('policy-based: a child SA for each pair of prefixes, the first one with the inner addresses, the others when traffic needs them', (t) => {
  const definition = withSelectors({ usePolicyBasedTrafficSelectors: true });
  t.deepEqual(childrenOf(definition, 'gw-0'), [
    'net: 10.1.0.0/16, 169.254.100.0/32 === 10.2.0.0/16, 169.254.100.1/32, start start restart',
    'net2: 10.1.0.0/16 === 10.3.0.0/16, trap trap trap',
    'any: 0.0.0.0/0 === 0.0.0.0/0, none none clear',
  ]);
  t.deepEqual(childrenOf(definition, 'device1'), [
    'net: 10.2.0.0/16, 169.254.100.1/32 === 10.1.0.0/16, 169.254.100.0/32, none none clear',
    'net2: 10.3.0.0/16 === 10.1.0.0/16, trap trap trap',
  ]);
});

test('chosen selectors: a child SA for each item, with all of its ranges', (t) => {
  const definition = withSelectors({
    usePolicyBasedTrafficSelectors: true,
    trafficSelectorPolicies: chosen,
  });
  t.deepEqual(childrenOf(definition, 'gw-0').slice(0, -1), [
    'net: 10.1.0.0/24, 10.1.1.0/24, 169.254.100.0/32 === 10.2.0.0/24, 169.254.100.1/32, start start restart',
    'net2: 10.1.0.0/24 === 10.3.0.0/24, trap trap trap',
  ]);
  t.deepEqual(childrenOf(definition, 'device1'), [
    'net: 10.2.0.0/24, 169.254.100.1/32 === 10.1.0.0/24, 10.1.1.0/24, 169.254.100.0/32, none none clear',
    'net2: 10.3.0.0/24 === 10.1.0.0/24, trap trap trap',
  ]);
});

test('as responder a gateway proposes nothing and accepts everything', (t) => {
  const definition = withSelectors({
    usePolicyBasedTrafficSelectors: true,
    trafficSelectorPolicies: chosen,
    connectionMode: 'ResponderOnly',
  });
  t.deepEqual(childrenOf(definition, 'gw-0'), ['net: 0.0.0.0/0 === 0.0.0.0/0, none none clear']);
  t.deepEqual(childrenOf(definition, 'device1')[0]?.split(', ').at(-1), 'none start restart');
});

test("a device's own selectors are its own", (t) => {
  const own = [{ localAddressRanges: ['10.2.0.0/24'], remoteAddressRanges: ['10.1.0.0/16'] }];
  const definition = withSelectors({}, { trafficSelectors: own });
  t.deepEqual(childrenOf(definition, 'gw-0'), ['net: 0.0.0.0/0 === 0.0.0.0/0, start start restart']);
  t.deepEqual(childrenOf(definition, 'device1'), [
    'net: 10.2.0.0/24, 169.254.100.1/32 === 10.1.0.0/16, 169.254.100.0/32, none none clear',
  ]);
});

test('all child SAs of a tunnel use its interface, whose address stays until the last of them is gone', (t) => {
  const definition = withSelectors({ usePolicyBasedTrafficSelectors: true });
  const plan = planNodes(topologyOf(definition, 'azure'), dataplaneNamed('kernel')).find(
    ({ node }) => node === 'device1',
  );
  const text = plan?.files.get('/etc/ipsec/swanctl.conf')?.content ?? '';
  // Two tunnels with two child SAs each. The interface id is that of the connection.
  t.deepEqual(
    text.match(/updown = .* ipsec[01]$/gm)?.map((line) => line.split(' ').at(-1)),
    ['ipsec0', 'ipsec0', 'ipsec1', 'ipsec1'],
  );
  t.deepEqual(text.match(/if_id_(?:in|out) = \d/g), [
    'if_id_in = 1',
    'if_id_out = 1',
    'if_id_in = 2',
    'if_id_out = 2',
  ]);
});
