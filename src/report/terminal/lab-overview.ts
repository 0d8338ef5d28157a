import type { LabSnapshot } from '../../lab/snapshot/snapshot.ts';
import { textTable } from './text-table.ts';

/**
 * The nodes of a lab with how much each has of what it needs, a line a node: for labs whose tunnels and routes would fill
 * many screens. The end of an active-standby gateway is in the line of its gateway while no instance has it.
 */
export function labOverview(snapshot: LabSnapshot): string {
  const tunnels = new Tally(
    snapshot.tunnels.flatMap(({ ends }) =>
      ends.map(({ name, node, installed }) => ({ node: node ?? name, isThere: installed })),
    ),
  );
  const sessions = new Tally(
    snapshot.sessions.flatMap(({ ends }) =>
      ends.map(({ name, node, state }) => ({ node: node ?? name, isThere: state === 'Established' })),
    ),
  );
  const routes = new Tally(
    snapshot.routes.map(({ nodes, node, complete }) => ({ node: node ?? nodes[0] ?? '', isThere: complete })),
  );
  const names = new Set([
    ...snapshot.nodes.filter(({ role }) => role !== 'host' && role !== 'internet').map(({ name }) => name),
    ...tunnels.nodes,
    ...sessions.nodes,
  ]);
  const stateOf = new Map(snapshot.nodes.map((node) => [node.name, node]));
  return textTable([
    ['NODE', 'STATE', 'TUNNELS', 'BGP SESSIONS', 'ROUTES'],
    ...[...names].map((name) => {
      const node = stateOf.get(name);
      const state = node ? (node.ready ? 'ready' : node.running ? 'starting' : 'down') : 'nowhere';
      return [name, state, ...[tunnels, sessions, routes].map((tally) => tally.textOf(name))];
    }),
  ]);
}

interface Part {
  readonly node: string;
  readonly isThere: boolean;
}

/** Counts by node how many parts there must be, and how many there are. */
class Tally {
  readonly #counts = new Map<string, { there: number; all: number }>();

  constructor(parts: readonly Part[]) {
    for (const { node, isThere } of parts) {
      const count = this.#counts.get(node) ?? { there: 0, all: 0 };
      count.all += 1;
      if (isThere) count.there += 1;
      this.#counts.set(node, count);
    }
  }

  get nodes(): Iterable<string> {
    return this.#counts.keys();
  }

  /** "49 of 50". */
  textOf(node: string): string {
    const count = this.#counts.get(node);
    return count ? `${count.there} of ${count.all}` : '-';
  }
}
