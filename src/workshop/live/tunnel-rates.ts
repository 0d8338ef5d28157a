import type { NodeEvent } from '../../observations/events/node-event.ts';
import { designOf } from '../../topology/design.ts';
import type { Topology } from '../../topology/topology.ts';

interface Count {
  readonly timeNs: number;
  readonly packets: number;
}

/** Nanoseconds without a count of either end, after which nothing is known of a tunnel's packets. */
const staleNs = 2.5e9;

/** Packets a second through each tunnel, both ways together, by the counters that nodes report once a second. */
export class TunnelRates {
  /** The tunnel at each interface of each node. */
  readonly #tunnels: ReadonlyMap<string, string>;
  readonly #counts = new Map<string, Count>();
  readonly #rates = new Map<string, { readonly timeNs: number; readonly perSecond: number }>();
  #told = '';

  constructor(topology: Topology) {
    this.#tunnels = new Map(
      designOf(topology).tunnels.flatMap(({ name, devices }) =>
        devices.map(({ node, device }) => [`${node} ${device}`, name] as const),
      ),
    );
  }

  hear(event: NodeEvent): void {
    if (event.kind !== 'counters') return;
    const place = `${event.node} ${event.interface}`;
    if (!this.#tunnels.has(place)) return;
    const before = this.#counts.get(place);
    const count = { timeNs: event.time, packets: event.in + event.out };
    const seconds = (count.timeNs - (before?.timeNs ?? 0)) / 1e9;
    // The first packet after a start is reported out of turn: too soon for a rate.
    if (before && seconds < 0.5) return;
    this.#counts.set(place, count);
    // A counter that went down belongs to a node that was replaced.
    if (before && count.packets >= before.packets)
      this.#rates.set(place, { timeNs: count.timeNs, perSecond: (count.packets - before.packets) / seconds });
  }

  /** By tunnel; undefined when nothing has changed since it was asked the last time. */
  news(): Readonly<Record<string, number>> | undefined {
    const latest = Math.max(0, ...[...this.#counts.values()].map(({ timeNs }) => timeNs));
    const rates = new Map([...this.#tunnels.values()].map((tunnel) => [tunnel, 0]));
    for (const [place, { timeNs, perSecond }] of this.#rates) {
      const tunnel = this.#tunnels.get(place);
      if (tunnel === undefined || latest - timeNs > staleNs) continue;
      rates.set(tunnel, Math.max(rates.get(tunnel) ?? 0, Math.round(perSecond)));
    }
    const text = JSON.stringify([...rates]);
    if (text === this.#told) return undefined;
    this.#told = text;
    return Object.fromEntries(rates);
  }
}
