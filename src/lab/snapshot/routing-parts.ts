import type { BgpSession, SessionEnd } from '../../topology/bgp-session.ts';
import type { ExpectedRoute } from '../../topology/expected-routes.ts';
import { neighborsOf } from '../../topology/find.ts';
import { nextHopsValue } from '../redundancy/requirements.ts';
import type { RoutePart, SessionEndPart, SessionPart } from './snapshot.ts';
import type { Statuses } from './statuses.ts';

/** A BGP session with what both of its ends say about it. */
export function sessionPart(session: BgpSession, statuses: Statuses): SessionPart {
  const {
    kind,
    ends: [first, second],
  } = session;
  const [ofFirst, ofSecond] = neighborsOf(session);
  return {
    name: `${first.name}--${second.name}`,
    kind,
    ends: [sessionEnd(first, ofFirst, statuses), sessionEnd(second, ofSecond, statuses)],
  };
}

function sessionEnd(
  { name, nodes, address, asn }: SessionEnd,
  neighbor: string,
  statuses: Statuses,
): SessionEndPart {
  const known = statuses.ofAny(nodes).flatMap((status) => {
    const session = statuses.session(status, neighbor);
    return session ? [{ status, session }] : [];
  });
  const current = known.find(({ session }) => session.state === 'Established') ?? known[0];
  const end = { name, address, asn };
  if (!current) {
    return { ...end, node: null, state: null, since: null, prefixesReceived: 0, prefixesSent: 0 };
  }
  const { status, session } = current;
  const { state, upSeconds, prefixesReceived, prefixesSent } = session;
  return {
    ...end,
    node: status.node,
    state,
    since: state === 'Established' ? statuses.since(status, upSeconds) : null,
    prefixesReceived,
    prefixesSent,
  };
}

/** A route that full redundancy needs, with what the kernels have. */
export function routePart({ nodes, prefix, choices }: ExpectedRoute, statuses: Statuses): RoutePart {
  const known = statuses.ofAny(nodes).flatMap((status) => {
    const route = statuses.route(status, prefix);
    if (!route) return [];
    const value = nextHopsValue(route.nextHops);
    const match = choices.find((hops) => nextHopsValue(hops) === value);
    return [{ node: status.node, found: route.nextHops, match }];
  });
  const current = known.find(({ match }) => match !== undefined) ?? known[0];
  return {
    nodes,
    prefix,
    complete: current?.match !== undefined,
    node: current?.node ?? null,
    expected: current?.match ?? choices[0] ?? [],
    found: current?.found ?? [],
  };
}
