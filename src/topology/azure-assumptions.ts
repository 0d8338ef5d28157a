import type { Profile } from '../definition/profile.ts';
import type { Tunnel, TunnelEnd } from './tunnel.ts';

/**
 * The tunnels with what a profile assumes about the instances at their ends. Azure does not say whether an instance ends
 * a BGP session with its tunnel, or keeps the session and its routes until the hold time is over.
 */
export function withAzureAssumptions(
  tunnels: readonly Tunnel[],
  { azureBgpFollowsTunnel }: Pick<Profile, 'azureBgpFollowsTunnel'>,
): readonly Tunnel[] {
  if (azureBgpFollowsTunnel) return tunnels;
  return tunnels.map((tunnel) => {
    const {
      ends: [first, second],
    } = tunnel;
    return tunnel.bgp ? { ...tunnel, ends: [keeping(first), keeping(second)] as const } : tunnel;
  });
}

const keeping = (end: TunnelEnd): TunnelEnd =>
  end.side === 'azure' ? { ...end, sessionOutlivesTunnel: true } : end;
