import { counted } from '../../base/counted.ts';
import type { Missing } from './missing.ts';

/** One missing thing, as a noun. */
export function missingName(missing: Missing): string {
  switch (missing.kind) {
    case 'node':
      return `node ${missing.node}`;
    case 'daemon':
      return `${missing.daemon} on ${missing.node}`;
    case 'tunnel':
      return `tunnel ${missing.tunnel} on ${missing.end}`;
    case 'client':
      return `connection of ${missing.client} to ${missing.gateway}`;
    case 'packets':
      return `packets from ${missing.from} to ${missing.to} in ${missing.tunnel}`;
    case 'session':
      return `BGP session from ${missing.from} to ${missing.to}`;
    case 'route':
      return `route on ${missing.nodes.join(' or ')} to ${missing.prefix} over ${counted(missing.nextHops, 'next hop')}`;
  }
}
