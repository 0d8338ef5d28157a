import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { missingSchema } from '../redundancy/missing.ts';
import {
  activeFaultSchema,
  clientPartSchema,
  floatingPartSchema,
  type LabSnapshot,
  nodePartSchema,
  routePartSchema,
  sessionPartSchema,
  type TunnelPart,
  tunnelPartSchema,
} from './snapshot.ts';

/** A part of a snapshot as it is now. It replaces the part with the same name. */
export const changeSchema = z.discriminatedUnion('part', [
  z.object({ part: z.literal('node'), now: nodePartSchema }),
  z.object({ part: z.literal('tunnel'), now: tunnelPartSchema }),
  z.object({ part: z.literal('session'), now: sessionPartSchema }),
  z.object({ part: z.literal('route'), now: routePartSchema }),
  z.object({ part: z.literal('client'), now: clientPartSchema }),
  z.object({ part: z.literal('floating'), now: floatingPartSchema }),
  z.object({ part: z.literal('missing'), now: z.array(missingSchema).readonly().describe('the whole list') }),
  z.object({
    part: z.literal('faults'),
    now: z.array(activeFaultSchema).readonly().describe('the whole list'),
  }),
]);

export type Change = z.infer<typeof changeSchema>;

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

/** A snapshot with one part changed; its `takenAt` stays, and so do the packets of tunnels without another change. */
export function afterChange(snapshot: LabSnapshot, change: Change): LabSnapshot {
  switch (change.part) {
    case 'node':
      return { ...snapshot, nodes: replaced(snapshot.nodes, change.now, sameName) };
    case 'tunnel':
      return { ...snapshot, tunnels: replaced(snapshot.tunnels, change.now, sameName) };
    case 'session':
      return { ...snapshot, sessions: replaced(snapshot.sessions, change.now, sameName) };
    case 'route':
      return { ...snapshot, routes: replaced(snapshot.routes, change.now, sameRoute) };
    case 'client':
      return { ...snapshot, clients: replaced(snapshot.clients, change.now, sameName) };
    case 'floating':
      return { ...snapshot, floating: replaced(snapshot.floating, change.now, sameName) };
    case 'missing':
      return { ...snapshot, missing: change.now, complete: change.now.length === 0 };
    case 'faults':
      return { ...snapshot, faults: change.now };
  }
}

const replaced = <T>(parts: readonly T[], now: T, isSame: (one: T, other: T) => boolean): T[] =>
  parts.map((part) => (isSame(part, now) ? now : part));

const sameName = (one: { readonly name: string }, other: { readonly name: string }): boolean =>
  one.name === other.name;

const sameRoute = (one: LabSnapshot['routes'][number], other: LabSnapshot['routes'][number]): boolean =>
  one.prefix === other.prefix && one.nodes.join() === other.nodes.join();
