import test from 'ava';
import type { Definition } from '../../../src/definition/definition.ts';
import { reachability } from '../../../src/topology/reach/reachability.ts';
import { topologyOf } from '../lab-topology.ts';
import { withSelectors } from '../traffic-selectors.ts';

const pairOf = (definition: Definition, from: string, to: string) =>
  reachability(topologyOf(definition)).pairs.find((one) => one.from === from && one.to === to);

const toFirstMachine = [{ localAddressRanges: ['10.1.0.4/32'], remoteAddressRanges: ['10.2.0.0/24'] }];

test('policy-based selectors of all prefixes reach what routes reach', (t) => {
  t.like(pairOf(withSelectors({ usePolicyBasedTrafficSelectors: true }), 'vm-b', 'host'), { reaches: true });
});

test('what no selector covers is lost, and the reason names the connection', (t) => {
  const definition = withSelectors({
    usePolicyBasedTrafficSelectors: true,
    trafficSelectorPolicies: toFirstMachine,
  });
  t.like(pairOf(definition, 'vm', 'host'), { reaches: true });
  t.like(pairOf(definition, 'vm-b', 'host'), {
    reaches: false,
    reason: 'outside-traffic-selectors',
    text: 'no traffic selector of connection1 covers 10.1.0.5 to 10.2.0.10',
  });
  t.like(pairOf(definition, 'host', 'vm-b'), {
    reaches: false,
    text: 'no traffic selector of connection1 covers 10.2.0.10 to 10.1.0.5',
  });
  t.like(pairOf(definition, 'vm', 'vm-b'), { reaches: true, ways: [[]] });
});

test("a device narrows Azure's any to any to its own selectors", (t) => {
  const own = [{ localAddressRanges: ['10.2.0.0/16'], remoteAddressRanges: ['10.1.0.5/32'] }];
  const definition = withSelectors({}, { trafficSelectors: own });
  t.like(pairOf(definition, 'vm', 'host'), { reaches: false, reason: 'outside-traffic-selectors' });
  t.like(pairOf(definition, 'vm-b', 'host'), { reaches: true });
});

test('a gateway that only responds carries what the device proposes', (t) => {
  const responder = {
    usePolicyBasedTrafficSelectors: true,
    trafficSelectorPolicies: toFirstMachine,
    connectionMode: 'ResponderOnly',
  } as const;
  const own = [{ localAddressRanges: ['10.2.0.0/16'], remoteAddressRanges: ['10.1.0.0/16'] }];
  t.like(pairOf(withSelectors(responder, { trafficSelectors: own }), 'vm-b', 'host'), { reaches: true });
});

test('where both ends have selectors, the packets that both have are carried', (t) => {
  const own = [{ localAddressRanges: ['10.2.0.10/32'], remoteAddressRanges: ['10.1.0.0/16'] }];
  const definition = withSelectors(
    { usePolicyBasedTrafficSelectors: true, trafficSelectorPolicies: toFirstMachine },
    { trafficSelectors: own },
  );
  t.deepEqual(
    topologyOf(definition).tunnels.map(({ carries }) => carries),
    Array(2).fill([{ localAddressRanges: ['10.1.0.4/32'], remoteAddressRanges: ['10.2.0.10/32'] }]),
  );
});

test("what a device opens is narrowed to the gateway's selectors where it overlaps them, and otherwise accepted", (t) => {
  const own = [
    { localAddressRanges: ['10.2.0.0/24'], remoteAddressRanges: ['10.1.0.4/32'] },
    { localAddressRanges: ['10.2.0.0/16'], remoteAddressRanges: ['10.1.0.0/24'] },
    { localAddressRanges: ['10.3.0.0/16'], remoteAddressRanges: ['10.1.0.0/16'] },
  ];
  const definition = withSelectors(
    { usePolicyBasedTrafficSelectors: true, trafficSelectorPolicies: toFirstMachine },
    { trafficSelectors: own },
  );
  t.deepEqual(topologyOf(definition).tunnels[0]?.carries, [
    { localAddressRanges: ['10.1.0.4/32'], remoteAddressRanges: ['10.2.0.0/24'] },
    { localAddressRanges: ['10.1.0.0/16'], remoteAddressRanges: ['10.3.0.0/16'] },
  ]);
});
