import { pointToSiteConnection } from '../nodes/point-to-site/point-to-site-gateway-conf.ts';
import type { NodeEvent } from './events/node-event.ts';

/**
 * Whether an instance serves point-to-site clients: since it last started, more have connected than have left. Events
 * before that do not count, because an instance that crashes does not report that its clients are gone.
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
