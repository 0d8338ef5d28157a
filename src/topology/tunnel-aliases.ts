import type { Tunnel } from './tunnel.ts';

/**
 * The tunnels with an alias for the BGP speaker of the first end, where the device has a session with the same address
 * over another line already. It would take the second session for the first one.
 *
 * @param next an address that the lab does not use
 */
export function withAliases(tunnels: readonly Tunnel[], next: () => string): Tunnel[] {
  const known = new Set<string>();
  return tunnels.map((tunnel) => {
    const [first, second] = tunnel.ends;
    if (!tunnel.bgp || second.side !== 'device') return tunnel;
    const key = `${second.nodes.join()} ${first.innerAddress}`;
    if (known.has(key)) return { ...tunnel, alias: next() };
    known.add(key);
    return tunnel;
  });
}
