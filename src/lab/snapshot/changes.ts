import { isDeepStrictEqual } from 'node:util';
import type { Change } from './change.ts';
import type { LabSnapshot, TunnelPart } from './snapshot.ts';

/**
 * The changes from one snapshot of a lab to a later one. Packets that pass are no change: they do so every second. That
 * none pass any more is one, in `missing`.
 */
export function changesBetween(before: LabSnapshot, after: LabSnapshot): Change[] {
  return [
    ...changed(before.nodes, after.nodes).map((now): Change => ({ part: 'node', now })),
    ...changed(before.tunnels, after.tunnels, withoutPackets).map((now): Change => ({ part: 'tunnel', now })),
    ...changed(before.sessions, after.sessions).map((now): Change => ({ part: 'session', now })),
    ...changed(before.routes, after.routes).map((now): Change => ({ part: 'route', now })),
    ...changed(before.clients, after.clients).map((now): Change => ({ part: 'client', now })),
    ...changed(before.floating, after.floating).map((now): Change => ({ part: 'floating', now })),
    ...(isDeepStrictEqual(before.missing, after.missing)
      ? []
      : [{ part: 'missing', now: after.missing } as const]),
    ...(isDeepStrictEqual(before.faults, after.faults)
      ? []
      : [{ part: 'faults', now: after.faults } as const]),
    ...(isDeepStrictEqual(before.timers, after.timers)
      ? []
      : [{ part: 'timers', now: after.timers } as const]),
  ];
}

/** Both lists have the same parts in the same order: the parts of a lab never change while it lives. */
const changed = <T>(before: readonly T[], after: readonly T[], essence = (part: T): unknown => part): T[] =>
  after.filter((part, index) => {
    const earlier = before[index];
    return earlier === undefined || !isDeepStrictEqual(essence(part), essence(earlier));
  });

const withoutPackets = ({ ends, ...tunnel }: TunnelPart) => ({
  ...tunnel,
  ends: ends.map(({ packets, ...end }) => ({ ...end, isCounted: packets !== null })),
});
