import { charonProcess } from '../nodes/ipsec/dataplane.ts';
import type { NextHop, NodeEvent } from '../observations/events/node-event.ts';
import type { Topology, TunnelEnd } from '../topology/topology.ts';
import { clientsMissing, routesMissing, sessionsMissing, tunnelsMissing } from './redundancy.ts';

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
  /** Node by address with prefix length: the last one that got it. */
  readonly #holders = new Map<string, string>();

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
      case 'exit':
        // A daemon that was killed says nothing of what it had.
        if (event.program === charonProcess) forgetIn(this.#tunnels, event.node);
        if (event.program === 'bgpd') forgetIn(this.#sessions, event.node);
        break;
      case 'address':
        if (event.present) this.#holders.set(event.address, event.node);
        else if (this.#holders.get(event.address) === event.node) this.#holders.delete(event.address);
        break;
      case 'route':
        this.#routes.set(key(event.node, event.prefix), event.nextHops);
        break;
    }
  }

  /** A node is gone, and with it all that was up on it. */
  forget(node: string): void {
    this.#ready.delete(node);
    for (const collection of [this.#tunnels, this.#sessions, this.#routes]) forgetIn(collection, node);
    for (const [address, holder] of this.#holders) if (holder === node) this.#holders.delete(address);
  }

  /** The instance of an active-standby gateway that is active: the one with the public address. */
  holderOf(gateway: string): string | undefined {
    const floating = this.#topology.floating.find((group) => group.gateway === gateway && !group.returns);
    const [address] = floating?.addresses ?? [];
    return address && this.#holders.get(`${address.address}/${address.prefixLength}`);
  }

  /** The node that has an end of a tunnel just now: where the tunnel is up, or else who has its public address. */
  nodeWith(end: TunnelEnd, other: TunnelEnd): string | undefined {
    return (
      end.nodes.find((node) => this.#tunnels.has(key(node, other.name))) ??
      end.nodes.find((node) => this.#holds(node, end.publicAddress))
    );
  }

  #holds(node: string, wanted: string): boolean {
    return [...this.#holders].some(
      ([address, holder]) => holder === node && address.startsWith(`${wanted}/`),
    );
  }

  /** Nodes whose start script has not ended yet. */
  nodesNotReady(): string[] {
    return this.#topology.nodes
      .filter(({ name }) => !this.#ready.has(name))
      .map(({ name }) => `${name} is not ready`);
  }

  tunnelsDown(): string[] {
    return tunnelsMissing(this.#topology, (node, peer) => this.#tunnels.has(key(node, peer)));
  }

  clientsDown(): string[] {
    return clientsMissing(this.#topology, (node, gateway) => this.#tunnels.has(key(node, gateway)));
  }

  sessionsDown(): string[] {
    return sessionsMissing(this.#topology, (node, neighbor) => this.#sessions.has(key(node, neighbor)));
  }

  routesMissing(): string[] {
    return routesMissing(this.#topology, (node, prefix) => this.#routes.get(key(node, prefix)));
  }

  /** All that is missing for full redundancy, in the order in which it comes up. */
  missing(): string[] {
    return [
      ...this.nodesNotReady(),
      ...this.tunnelsDown(),
      ...this.clientsDown(),
      ...this.sessionsDown(),
      ...this.routesMissing(),
    ];
  }
}

const key = (node: string, thing: string) => `${node} ${thing}`;

function forgetIn(
  collection: { keys(): Iterable<string>; delete(entry: string): boolean },
  node: string,
): void {
  const prefix = key(node, '');
  for (const entry of [...collection.keys()]) if (entry.startsWith(prefix)) collection.delete(entry);
}

function toggle(set: Set<string>, entry: string, present: boolean): void {
  if (present) set.add(entry);
  else set.delete(entry);
}
