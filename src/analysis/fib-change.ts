import type { NodeEvent } from '../events/node-event.ts';
import type { RecoveryPoint } from './recovery-map.ts';

type RouteEvent = Extract<NodeEvent, { kind: 'route' }>;

/**
 * The moment from which a point's node sent no flow to the failed part any more: for each of its prefixes the
 * last change up to then that removed the failed next hop, and of these the last. Undefined if none was seen.
 *
 * @param span ns; the change lies in it
 */
export function fibChange(
  events: readonly NodeEvent[],
  point: RecoveryPoint,
  span: { readonly from: number; readonly to: number },
): RouteEvent | undefined {
  const routes = events
    .filter((event): event is RouteEvent => event.kind === 'route' && event.node === point.node)
    .sort((a, b) => a.time - b.time);
  let last: RouteEvent | undefined;
  for (const prefix of point.prefixes) {
    const removal = lastRemoval(
      routes.filter((route) => route.prefix === prefix && route.time <= span.to),
      point,
      span.from,
    );
    if (removal !== undefined && (last === undefined || removal.time > last.time)) last = removal;
  }
  return last;
}

/** A route of which nothing is known yet is taken to use the failed next hop, as it did before the fault. */
function lastRemoval(
  routes: readonly RouteEvent[],
  point: RecoveryPoint,
  from: number,
): RouteEvent | undefined {
  let usedFailed = true;
  let removal: RouteEvent | undefined;
  for (const route of routes) {
    const usesFailed = route.nextHops.some(
      (hop) =>
        point.failedNextHops.interfaces.includes(hop.interface) ||
        (hop.gateway !== undefined && point.failedNextHops.gateways.includes(hop.gateway)),
    );
    if (usedFailed && !usesFailed && route.time >= from) removal = route;
    usedFailed = usesFailed;
  }
  return removal;
}
