import type { Change } from './change.ts';
import type { LabSnapshot } from './snapshot.ts';

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
    case 'timers':
      return { ...snapshot, timers: change.now };
  }
}

const replaced = <T>(parts: readonly T[], now: T, isSame: (one: T, other: T) => boolean): T[] =>
  parts.map((part) => (isSame(part, now) ? now : part));

const sameName = (one: { readonly name: string }, other: { readonly name: string }): boolean =>
  one.name === other.name;

const sameRoute = (one: LabSnapshot['routes'][number], other: LabSnapshot['routes'][number]): boolean =>
  one.prefix === other.prefix && one.nodes.join() === other.nodes.join();
