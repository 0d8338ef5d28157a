import type { IncomingMessage } from 'node:http';
import type { Hosts } from './hosts.ts';
import { Refusal } from './refusal.ts';

/** What of a request is judged before anything else reads it. */
export type Arriving = Pick<IncomingMessage, 'method' | 'url' | 'headersDistinct'>;

/**
 * Why a request must not be answered, by where it says it goes to and comes from; undefined: it may go on.
 *
 * @param kind an upgrade has an effect although it is a GET
 */
export function objectionTo(
  { method = '', url = '', headersDistinct }: Arriving,
  { hosts, origins }: Hosts,
  kind: 'request' | 'upgrade',
): Refusal | undefined {
  const [host, ...moreHosts] = headersDistinct.host ?? [];
  if (host === undefined || moreHosts.length > 0 || !hosts.has(host)) {
    return new Refusal(421, 'This server is not known under that name: start it with --host NAME.');
  }
  // The form for proxies has a second host.
  if (!url.startsWith('/')) return new Refusal(400, 'A request names a path of this server.');
  if (method !== 'GET' && method !== 'POST') return new Refusal(405, 'This server knows GET and POST.');
  const [origin, ...moreOrigins] = headersDistinct.origin ?? [];
  if (origin === undefined && kind === 'request' && method === 'GET') return undefined;
  if (origin === undefined || moreOrigins.length > 0 || !origins.has(origin)) {
    return new Refusal(403, 'Only pages of this server may ask for that.');
  }
  return undefined;
}
