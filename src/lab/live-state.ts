import { charonProcess } from '../nodes/ipsec/dataplane.ts';
import type { NodeEvent } from '../observations/events/node-event.ts';
import { connectionAt } from '../topology/find.ts';
import type { FloatingAddresses, Topology } from '../topology/topology.ts';
import type { TunnelEnd } from '../topology/tunnel.ts';
import type { Missing, MissingKind } from './redundancy/missing.ts';
import { Redundancy } from './redundancy/redundancy.ts';
import { nextHopsValue, requirementsOf } from './redundancy/requirements.ts';
import { type ConnectionAt, carriedWithinSeconds, connectionsByPort } from './redundancy/tunnel-ports.ts';

/**
 * Keeps track of what is up in a lab by the events of its nodes, one at a time, and tells what is missing for full
 * redundancy. It reads no clock and asks no node.
 */
export class LiveState {
  readonly #topology: Topology;
  readonly #connectionAt: ConnectionAt;
  /** When a tunnel came up at an end, by node and connection: packets of its predecessor do not count for it. */
  readonly #upSince = new Map<string, number>();
  readonly #redundancy: Redundancy;
  /** The last node that got an address, by the address with its prefix length. */
  readonly #holders = new Map<string, string>();

  constructor(topology: Topology) {
    this.#topology = topology;
    this.#connectionAt = connectionsByPort(topology);
    this.#redundancy = new Redundancy(requirementsOf(topology));
  }

  apply(event: NodeEvent): void {
    const { node } = event;
    switch (event.kind) {
      case 'ready':
        this.#redundancy.set({ kind: 'ready', node, of: '' }, '');
        break;
      case 'child':
        this.#changeTunnel(event);
        break;
      case 'bgp':
        this.#redundancy.set({ kind: 'session', node, of: event.neighbor }, event.up ? '' : undefined);
        break;
      case 'exit':
        // A killed daemon does not report the end of its sessions and tunnels.
        if (event.program === charonProcess) this.#redundancy.forget(node, ['tunnel', 'packets']);
        if (event.program === 'bgpd') this.#redundancy.forget(node, ['session']);
        break;
      case 'address':
        if (event.present) this.#holders.set(event.address, node);
        else if (this.#holders.get(event.address) === node) this.#holders.delete(event.address);
        break;
      case 'route':
        this.#redundancy.set({ kind: 'route', node, of: event.prefix }, nextHopsValue(event.nextHops));
        break;
      case 'counters':
        this.#count(event);
        break;
    }
  }

  /** Forgets a node that is gone, with everything that was up on it. */
  forget(node: string): void {
    this.#redundancy.forget(node, ['ready', 'tunnel', 'packets', 'session', 'route']);
    for (const [address, holder] of this.#holders) if (holder === node) this.#holders.delete(address);
  }

  #changeTunnel({ node, tunnel: of, up, time }: NodeEvent & { readonly kind: 'child' }): void {
    // The agent tells again what is up when it connects to charon again.
    if (up && this.#redundancy.has({ kind: 'tunnel', node, of })) return;
    this.#redundancy.set({ kind: 'tunnel', node, of }, up ? '' : undefined);
    this.#redundancy.set({ kind: 'packets', node, of }, undefined);
    this.#upSince.set(`${node} ${of}`, time);
  }

  #count({ node, interface: port, time, quiet }: NodeEvent & { readonly kind: 'counters' }): void {
    const of = this.#connectionAt(node, port);
    if (of === undefined) return;
    const isRecent = quiet !== undefined && quiet <= carriedWithinSeconds * 1e9;
    const isOfThisTunnel = time - (quiet ?? 0) >= (this.#upSince.get(`${node} ${of}`) ?? 0);
    this.#redundancy.set({ kind: 'packets', node, of }, isRecent && isOfThisTunnel ? '' : undefined);
  }

  /** The active instance of an active-standby gateway, or device of a pair: the one with the public address. */
  holderOf(gateway: string): string | undefined {
    const floating = this.#topology.floating.find(
      (group) => group.gateway === gateway && group.activeStandby,
    );
    return floating && this.#holderOf(floating);
  }

  /** Floating addresses that are elsewhere than in a lab that has just come up, by the name of their tunnel end. */
  get movedAddresses(): readonly string[] {
    return this.#topology.floating
      .filter((group) => this.#holderOf(group) !== group.nodes[0])
      .map(({ name }) => name);
  }

  #holderOf({ addresses: [address] }: FloatingAddresses): string | undefined {
    return address && this.#holders.get(`${address.address}/${address.prefixLength}`);
  }

  /** The node that has an end of a tunnel now: where the tunnel is up, otherwise where its public address is. */
  nodeWith(end: TunnelEnd, other: TunnelEnd): string | undefined {
    return (
      end.nodes.find((node) =>
        this.#redundancy.has({ kind: 'tunnel', node, of: connectionAt(end, other) }),
      ) ?? end.nodes.find((node) => this.#holds(node, end.publicAddress))
    );
  }

  #holds(node: string, wanted: string): boolean {
    return [...this.#holders].some(
      ([address, holder]) => holder === node && address.split('/')[0] === wanted,
    );
  }

  /** Whether nothing is missing for full redundancy. */
  get isComplete(): boolean {
    return this.#redundancy.isComplete;
  }

  /** Whether nothing is missing but packets in the tunnels. */
  get isBuilt(): boolean {
    return this.#redundancy.isBuilt;
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
