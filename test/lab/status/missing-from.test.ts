import test from 'ava';
import { missingName } from '../../../src/lab/redundancy/missing-text.ts';
import { missingFrom } from '../../../src/lab/status/missing-from.ts';
import type { NodeStatus } from '../../../src/lab/status/node-status.ts';
import { expectedRoutes } from '../../../src/topology/expected-routes.ts';
import { sessionsAt, tunnelsAt } from '../../../src/topology/find.ts';
import { dualRedundancy } from '../../topology/definitions.ts';
import { topologyOf } from '../../topology/lab-topology.ts';

const dual = topologyOf(dualRedundancy());

const namesOf = (statuses: readonly NodeStatus[]): string[] => missingFrom(dual, statuses).map(missingName);

test('nothing is missing from nodes that have everything', (t) => {
  t.deepEqual(namesOf(everything()), []);
});

test('a node that does not run is missing, with everything that it should have', (t) => {
  const statuses = everything().filter(({ node }) => node !== 'device2');
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

test('an IKE SA without its child SA is no tunnel, an opened session is no session, one of two next hops no route', (t) => {
  const statuses = everything().map((status): NodeStatus => {
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

/** The status of a lab in which all is up. */
function everything(): NodeStatus[] {
  const routes = expectedRoutes(dual);
  return dual.nodes.map(({ name }) => ({
    node: name,
    clock: { monotonicNs: 1, utcMs: 1 },
    ready: true,
    interfaces: [],
    tunnels: tunnelsAt(dual, name).map(({ remote }) => ({
      peer: remote.name,
      ike: 'ESTABLISHED',
      child: 'INSTALLED',
      ikeProposal: '',
      espProposal: '',
      establishedSeconds: 1,
      bytesIn: 0,
      bytesOut: 0,
    })),
    sessions: sessionsAt(dual, name).map(({ remote }) => ({
      neighbor: remote.address,
      remoteAs: remote.asn,
      state: 'Established',
      upSeconds: 1,
      prefixesReceived: 1,
      prefixesSent: 1,
    })),
    routes: routes
      .filter(({ nodes }) => nodes.includes(name))
      .map(({ prefix, choices: [nextHops = []] }) => ({ prefix, nextHops })),
  }));
}
