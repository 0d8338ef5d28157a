import type { LocalTunnel } from '../../topology/find.ts';

/** The static routes of a tunnel without BGP, as FRR's commands. Where a device prefers another one, it is farther away. */
export const staticRoutesInto = ({ local, peerAddress }: LocalTunnel): string[] =>
  local.staticRoutes.map(
    (prefix) => `ip route ${prefix} ${peerAddress}${local.rank ? ` ${1 + local.rank}` : ''}`,
  );
