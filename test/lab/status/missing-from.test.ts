import test from 'ava';
import { missingName } from '../../../src/lab/redundancy/missing-name.ts';
import { requirementsOf } from '../../../src/lab/redundancy/requirements.ts';
import { carriedSince, connectionsByPort } from '../../../src/lab/redundancy/tunnel-ports.ts';
import { missingFrom } from '../../../src/lab/status/missing-from.ts';
import type { NodeStatus } from '../../../src/lab/status/node-status.ts';
import { dualRedundancy } from '../../topology/definitions.ts';
import { topologyOf } from '../../topology/lab-topology.ts';
import { wholeLab } from './whole-lab.ts';

const dual = topologyOf(dualRedundancy());

const namesOf = (statuses: readonly NodeStatus[]): string[] =>
  missingFrom(requirementsOf(dual), connectionsByPort(dual), statuses).map(missingName);

test('nothing is missing when the nodes have everything', (t) => {
  t.deepEqual(namesOf(wholeLab(dual)), []);
});

test('a tunnel whose end has received nothing for more than 3 s, or never, carries nothing to that end', (t) => {
  const quiet = (quietSeconds: number | null) =>
    namesOf(
      wholeLab(dual).map((status) => ({
        ...status,
        interfaces: status.interfaces.map((port) =>
          status.node === 'device2' && port.interface === 'ipsec1' ? { ...port, quietSeconds } : port,
        ),
      })),
    );
  t.deepEqual(quiet(3), []);
  const missing = ['packets from vnet1gw-1 to device2 in vnet1gw-1--device2'];
  t.deepEqual(quiet(3.1), missing);
  t.deepEqual(quiet(null), missing);
});

test('after a repair only packets that arrived since then show that a tunnel carries any', (t) => {
  const after = (passedSeconds: number) =>
    missingFrom(
      requirementsOf(dual),
      connectionsByPort(dual),
      wholeLab(dual),
      carriedSince(passedSeconds),
    ).map(({ kind }) => kind);
  // All tunnels received a packet 0.5 s ago, as seen by agents that look once a second.
  t.deepEqual(new Set(after(0.1)), new Set(['packets']));
  t.deepEqual(new Set(after(1.4)), new Set(['packets']));
  t.deepEqual(after(1.5), []);
  t.deepEqual(after(1000), []);
  t.is(carriedSince(1000), 3);
});

test('a daemon that does not answer is missing, before everything that it should have', (t) => {
  const statuses = wholeLab(dual).map((status) =>
    status.node === 'device2' ? { ...status, silent: ['bgpd'], sessions: [] } : status,
  );
  t.deepEqual(namesOf(statuses), [
    'bgpd on device2',
    'BGP session from device2 to vnet1gw-0',
    'BGP session from device2 to vnet1gw-1',
    'BGP session from device2 to site5',
  ]);
});

test('a node that does not run is missing, along with everything that it should have', (t) => {
  const statuses = wholeLab(dual).filter(({ node }) => node !== 'device2');
  t.deepEqual(namesOf(statuses), [
    'node device2',
    'tunnel vnet1gw-0--device2 on device2',
    'tunnel vnet1gw-1--device2 on device2',
    'BGP session from device2 to vnet1gw-0',
    'BGP session from device2 to vnet1gw-1',
    'BGP session from device2 to site5',
    'route on device2 to 10.11.0.0/16 over 2 next hops',
    'route on device2 to 10.12.0.0/16 over 2 next hops',
  ]);
});

test('an IKE SA without child SA, a session in OpenConfirm and a route with one of two next hops do not count', (t) => {
  const statuses = wholeLab(dual).map((status): NodeStatus => {
    if (status.node !== 'vnet1gw-0') return status;
    return {
      ...status,
      tunnels: status.tunnels.map((sa) => ({ ...sa, child: sa.peer === 'device1' ? 'none' : sa.child })),
      sessions: status.sessions.map((session) => ({
        ...session,
        state: session.neighbor === '10.52.255.254' ? 'OpenConfirm' : session.state,
      })),
      routes: status.routes.map(({ prefix, nextHops }) => ({ prefix, nextHops: nextHops.slice(0, 1) })),
    };
  });
  t.deepEqual(namesOf(statuses), [
    'tunnel vnet1gw-0--device1 on vnet1gw-0',
    'BGP session from vnet1gw-0 to device2',
    'route on vnet1gw-0 to 10.51.0.0/16 over 2 next hops',
    'route on vnet1gw-0 to 10.52.0.0/16 over 2 next hops',
  ]);
});
