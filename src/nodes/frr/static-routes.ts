import type { LocalTunnel } from '../../topology/find.ts';

/** The static routes of a tunnel without BGP, as FRR's commands. Where a device prefers another one, it is farther away. */
export const staticRoutesInto = ({ local, remote }: LocalTunnel): string[] =>
  local.staticRoutes.map(
    (prefix) => `ip route ${prefix} ${remote.innerAddress}${local.rank ? ` ${1 + local.rank}` : ''}`,
  );
