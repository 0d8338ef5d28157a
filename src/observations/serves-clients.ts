import { pointToSiteConnection } from '../nodes/point-to-site/point-to-site-gateway-conf.ts';
import type { NodeEvent } from './events/node-event.ts';

/**
 * Whether an instance has single clients, by its own words since it started: it took more in than have left. (A crash
 * ends none of them, so what it said before it last started does not count.)
 */
export function servesClients(events: readonly NodeEvent[], instance: string): boolean {
  const own = events.filter(({ node }) => node === instance);
  const started = Math.max(...own.filter(({ kind }) => kind === 'ready').map(({ time }) => time));
  const clients = own.reduce(
    (sum, event) =>
      event.kind === 'child' && event.tunnel === pointToSiteConnection && event.time >= started
        ? sum + (event.up ? 1 : -1)
        : sum,
    0,
  );
  return clients > 0;
}
