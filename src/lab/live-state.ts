import type { NextHop, NodeEvent } from '../events/node-event.ts';
import { expectedRoutes } from '../topology/expected-routes.ts';
import type { Topology } from '../topology/topology.ts';

/**
 * What is up in a lab, as far as its nodes have said: fed one event at a time, it answers what is missing for
 * full redundancy. It decides nothing by the clock and asks nobody.
 */
export class LiveState {
  readonly #topology: Topology;
  readonly #ready = new Set<string>();
  readonly #tunnels = new Set<string>();
  readonly #sessions = new Set<string>();
  readonly #routes = new Map<string, readonly NextHop[]>();

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  apply(event: NodeEvent): void {
    switch (event.kind) {
      case 'ready':
        this.#ready.add(event.node);
        break;
      case 'child':
        toggle(this.#tunnels, key(event.node, event.tunnel), event.up);
        break;
      case 'bgp':
        toggle(this.#sessions, key(event.node, event.neighbor), event.up);
        break;
      case 'route':
        this.#routes.set(key(event.node, event.prefix), event.nextHops);
        break;
    }
  }

  /** A node is gone, and with it all that was up on it. */
  forget(node: string): void {
    const prefix = key(node, '');
    this.#ready.delete(node);
    for (const collection of [this.#tunnels, this.#sessions, this.#routes]) {
      for (const entry of collection.keys()) if (entry.startsWith(prefix)) collection.delete(entry);
    }
  }

  /** Nodes whose start script has not ended yet. */
  nodesNotReady(): string[] {
    return this.#topology.nodes
      .filter(({ name }) => !this.#ready.has(name))
      .map(({ name }) => `${name} is not ready`);
  }

  tunnelsDown(): string[] {
    return this.#topology.tunnels.flatMap(({ name, azure, remote }) =>
      [
        [azure.node, remote.node],
        [remote.node, azure.node],
      ]
        .filter(([node = '', peer = '']) => !this.#tunnels.has(key(node, peer)))
        .map(([node]) => `tunnel ${name} on ${node}`),
    );
  }

  sessionsDown(): string[] {
    return this.#topology.sessions.flatMap(({ ends: [first, second] }) =>
      [[first, second] as const, [second, first] as const]
        .filter(([local, remote]) => !this.#sessions.has(key(local.node, remote.address)))
        .map(([local, remote]) => `BGP session from ${local.node} to ${remote.node}`),
    );
  }

  routesMissing(): string[] {
    return expectedRoutes(this.#topology)
      .filter(
        ({ node, prefix, nextHops }) => !sameNextHops(this.#routes.get(key(node, prefix)) ?? [], nextHops),
      )
      .map(({ node, prefix, nextHops }) => `route on ${node} to ${prefix} over ${nextHops.length} next hops`);
  }

  /** All that is missing for full redundancy, in the order in which it comes up. */
  missing(): string[] {
    return [...this.nodesNotReady(), ...this.tunnelsDown(), ...this.sessionsDown(), ...this.routesMissing()];
  }
}

/** Whether two routes have the same next hops, in whatever order. */
export function sameNextHops(some: readonly NextHop[], others: readonly NextHop[]): boolean {
  const texts = (hops: readonly NextHop[]) =>
    hops.map((hop) => `${hop.gateway ?? ''}%${hop.interface}`).sort();
  return texts(some).join() === texts(others).join();
}

const key = (node: string, thing: string) => `${node} ${thing}`;

function toggle(set: Set<string>, entry: string, present: boolean): void {
  if (present) set.add(entry);
  else set.delete(entry);
}
