import { charonProcess } from '../nodes/ipsec/dataplane.ts';
import type { NodeEvent } from '../observations/events/node-event.ts';
import type { Topology, TunnelEnd } from '../topology/topology.ts';
import type { Missing, MissingKind } from './redundancy/missing.ts';
import { Redundancy } from './redundancy/redundancy.ts';
import { nextHopsValue, requirementsOf } from './redundancy/requirements.ts';

/**
 * Keeps track of what is up in a lab by the events of its nodes, one at a time, and tells what is missing for full
 * redundancy. It reads no clock and asks no node.
 */
export class LiveState {
  readonly #topology: Topology;
  readonly #redundancy: Redundancy;
  /** The last node that got an address, by the address with its prefix length. */
  readonly #holders = new Map<string, string>();

  constructor(topology: Topology) {
    this.#topology = topology;
    this.#redundancy = new Redundancy(requirementsOf(topology));
  }

  apply(event: NodeEvent): void {
    const { node } = event;
    switch (event.kind) {
      case 'ready':
        this.#redundancy.set({ kind: 'ready', node, of: '' }, '');
        break;
      case 'child':
        this.#redundancy.set({ kind: 'tunnel', node, of: event.tunnel }, event.up ? '' : undefined);
        break;
      case 'bgp':
        this.#redundancy.set({ kind: 'session', node, of: event.neighbor }, event.up ? '' : undefined);
        break;
      case 'exit':
        // A killed daemon does not report the end of its sessions and tunnels.
        if (event.program === charonProcess) this.#redundancy.forget(node, ['tunnel']);
        if (event.program === 'bgpd') this.#redundancy.forget(node, ['session']);
        break;
      case 'address':
        if (event.present) this.#holders.set(event.address, node);
        else if (this.#holders.get(event.address) === node) this.#holders.delete(event.address);
        break;
      case 'route':
        this.#redundancy.set({ kind: 'route', node, of: event.prefix }, nextHopsValue(event.nextHops));
        break;
    }
  }

  /** Forgets a node that is gone, with everything that was up on it. */
  forget(node: string): void {
    this.#redundancy.forget(node, ['ready', 'tunnel', 'session', 'route']);
    for (const [address, holder] of this.#holders) if (holder === node) this.#holders.delete(address);
  }

  /** The active instance of an active-standby gateway: the one with the public address. */
  holderOf(gateway: string): string | undefined {
    const floating = this.#topology.floating.find((group) => group.gateway === gateway && !group.returns);
    const [address] = floating?.addresses ?? [];
    return address && this.#holders.get(`${address.address}/${address.prefixLength}`);
  }

  /** The node that has an end of a tunnel now: where the tunnel is up, otherwise where its public address is. */
  nodeWith(end: TunnelEnd, other: TunnelEnd): string | undefined {
    return (
      end.nodes.find((node) => this.#redundancy.has({ kind: 'tunnel', node, of: other.name })) ??
      end.nodes.find((node) => this.#holds(node, end.publicAddress))
    );
  }

  #holds(node: string, wanted: string): boolean {
    return [...this.#holders].some(
      ([address, holder]) => holder === node && address.split('/')[0] === wanted,
    );
  }

  /** Whether the start script of a node has ended. */
  isReady(node: string): boolean {
    return this.#redundancy.has({ kind: 'ready', node, of: '' });
  }

  /** Whether nothing is missing for full redundancy. */
  get isComplete(): boolean {
    return this.#redundancy.isComplete;
  }

  /** Everything that is missing for full redundancy, in the order in which a lab comes up. */
  missing(): readonly Missing[] {
    return this.#redundancy.missing;
  }

  /** The missing things of some kinds. */
  missingOf(...kinds: readonly MissingKind[]): readonly Missing[] {
    return this.#redundancy.missingOf(...kinds);
  }
}
