import type { NodeEvent } from '../../observations/events/node-event.ts';
import type { Topology } from '../../topology/topology.ts';
import type { TunnelTimers } from '../../topology/tunnel-timers.ts';
import type { NodeStatus } from '../status/node-status.ts';
import { statusAfter } from '../status/status-after.ts';
import { steadied } from '../status/steadied.ts';
import type { RecordedFault } from './active-fault.ts';
import type { EngineClock } from './engine-clock.ts';
import type { LabSnapshot } from './snapshot.ts';
import { type LabIdentity, snapshotsOf } from './snapshots-of.ts';

/** A node whose container runs. */
interface Seen {
  /** Id of its container. A replacement has another id, and nothing of the first container's state. */
  readonly container: string;
  status: NodeStatus;
  /** Its events since it was asked. */
  events: NodeEvent[];
}

/**
 * What is known of a live lab: the last answers of its nodes, updated by their events, and the active faults. It asks
 * nothing itself.
 */
export class LabView {
  readonly #snapshot: ReturnType<typeof snapshotsOf>;
  readonly #clock: EngineClock;
  readonly #seen = new Map<string, Seen>();
  #faults: readonly RecordedFault[] = [];
  #timers: readonly TunnelTimers[] | undefined;

  constructor(identity: LabIdentity, topology: Topology, clock: EngineClock) {
    this.#snapshot = snapshotsOf(identity, topology);
    this.#clock = clock;
  }

  /** @param containers ids of the running containers, by node */
  run(containers: ReadonlyMap<string, string>): void {
    for (const node of this.#seen.keys()) if (!containers.has(node)) this.#seen.delete(node);
    for (const [node, container] of containers) {
      if (this.#seen.get(node)?.container === container) continue;
      this.#seen.set(node, { container, status: nothingYet(node, this.#clock), events: [] });
    }
  }

  /** Takes a node's answer, and applies the events since the question once more. */
  answer(status: NodeStatus): void {
    const seen = this.#seen.get(status.node);
    if (!seen) return;
    seen.events = seen.events.filter(({ time }) => time > status.clock.monotonicNs);
    seen.status = seen.events.reduce(statusAfter, steadied(status, seen.status));
  }

  /** @param event its time counts from the start of CLOCK_MONOTONIC */
  hear(event: NodeEvent): void {
    const seen = this.#seen.get(event.node);
    if (!seen) return;
    seen.events.push(event);
    seen.status = statusAfter(seen.status, event);
  }

  break(faults: readonly RecordedFault[]): void {
    this.#faults = faults;
  }

  /** Takes other timers than those of the topology. */
  time(timers: readonly TunnelTimers[]): void {
    this.#timers = timers;
  }

  snapshot(): LabSnapshot {
    const seen = [...this.#seen.values()];
    return this.#snapshot({
      running: [...this.#seen.keys()],
      statuses: seen.map(({ status }) => status),
      faults: this.#faults,
      timers: this.#timers,
    });
  }
}

/** The status of a node before its first answer; only its events add to it. */
const nothingYet = (node: string, clock: EngineClock): NodeStatus => ({
  node,
  clock: { monotonicNs: 0, utcMs: clock.utcMsAt(0) },
  ready: false,
  silent: [],
  tunnels: [],
  sessions: [],
  routes: [],
  interfaces: [],
});
