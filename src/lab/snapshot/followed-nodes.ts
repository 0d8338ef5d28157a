import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Container } from '../../engine/containers/container.ts';
import { isConflict, isNotFound } from '../../engine/engine-error.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import { parseAgentLine } from '../../observations/events/parse-agent-line.ts';
import { askNode } from '../status/ask-nodes.ts';
import type { EngineClock } from './engine-clock.ts';
import type { LabView } from './lab-view.ts';

/**
 * A node is asked again after this time without news (ms), because two changes cause no event: the kernel drops routes
 * with their interface silently, and only bgpd knows the state of a session that is not up.
 */
const quietMs = 2000;
/** A node that has not answered after this time (ms) is asked again later. */
const answerLimitMs = 20_000;

/** Events after which a node may have changed more than it told. */
const unsettling: ReadonlySet<NodeEvent['kind']> = new Set([
  'ready',
  'exit',
  'ike',
  'child',
  'bgp',
  'route',
  'carrier',
  'address',
] as const);

/** A running node that is followed. */
interface Followed {
  readonly container: Container;
  readonly release: () => void;
  /** When to ask it for its status, as `performance.now()`; undefined: after its next event. */
  askAt: number | undefined;
}

/** Follows the events of a lab's nodes, asks the nodes where events are not enough, and feeds a view of the lab. */
export class FollowedNodes implements Disposable {
  readonly #view: LabView;
  readonly #clock: EngineClock;
  readonly #onEvent: (event: NodeEvent) => void;
  readonly #followed = new Map<string, Followed>();

  /** @param onEvent called for each event, after the view has it */
  constructor(view: LabView, clock: EngineClock, onEvent: (event: NodeEvent) => void) {
    this.#view = view;
    this.#clock = clock;
    this.#onEvent = onEvent;
  }

  /**
   * Follows these nodes, which are all that run, and no others.
   *
   * @param from where to begin with new nodes
   */
  async follow(containers: ReadonlyMap<string, Container>, from: 'beginning' | 'now'): Promise<void> {
    this.#view.run(new Map([...containers].map(([node, { id }]) => [node, id])));
    for (const [node, { container, release }] of this.#followed) {
      if (containers.get(node)?.id === container.id) continue;
      release();
      this.#followed.delete(node);
    }
    await Promise.all(
      [...containers]
        .filter(([node]) => !this.#followed.has(node))
        .map(([node, container]) => this.#begin(node, container, from)),
    );
  }

  /** Asks the nodes that are due. */
  async ask(): Promise<void> {
    const now = performance.now();
    const due = [...this.#followed].filter(([, { askAt }]) => askAt !== undefined && askAt <= now);
    await Promise.all(due.map(([node, followed]) => this.#askOne(node, followed)));
  }

  async #begin(node: string, container: Container, from: 'beginning' | 'now'): Promise<void> {
    try {
      const { stop, done } = await container.follow((_, line) => this.#hear(node, container, line), { from });
      // That the container has ended, or the engine, shows in the list of containers.
      done.catch(() => {});
      this.#followed.set(node, { container, release: stop, askAt: 0 });
    } catch (error) {
      // It was removed after the list was made. The next list shows that.
      if (!isNotFound(error) && !isConflict(error)) throw error;
    }
  }

  #hear(node: string, { id }: Container, line: string): void {
    const event = parseAgentLine(node, line);
    const followed = this.#followed.get(node);
    if (!event || event.kind === 'log' || (followed && followed.container.id !== id)) return;
    this.#view.hear(event);
    if (followed && unsettling.has(event.kind)) followed.askAt = performance.now() + quietMs;
    this.#onEvent(event);
  }

  async #askOne(node: string, followed: Followed): Promise<void> {
    followed.askAt = undefined;
    try {
      const status = await askNode(node, followed.container, { timeoutMs: answerLimitMs });
      this.#clock.set(status.clock, Date.now());
      this.#view.answer(status);
    } catch (error) {
      // It may have died meanwhile, or be starved of CPU.
      if (!(error instanceof SwitchoverError)) throw error;
      followed.askAt ??= performance.now() + quietMs;
    }
  }

  [Symbol.dispose](): void {
    for (const { release } of this.#followed.values()) release();
  }
}
