import type { NodeStatus } from '../status/node-status.ts';

/** The statuses of all running nodes, by name. */
export class Statuses {
  readonly list: readonly NodeStatus[];
  readonly #byNode: ReadonlyMap<string, NodeStatus>;

  constructor(list: readonly NodeStatus[]) {
    this.list = list;
    this.#byNode = new Map(list.map((status) => [status.node, status]));
  }

  of(node: string): NodeStatus | undefined {
    return this.#byNode.get(node);
  }

  /** The statuses of those of some nodes that have one. */
  ofAny(nodes: readonly string[]): NodeStatus[] {
    return nodes.flatMap((node) => this.of(node) ?? []);
  }

  /** @param address with its prefix length */
  hasAddress(node: string, address: string): boolean {
    return this.of(node)?.interfaces.some(({ addresses }) => addresses.includes(address)) ?? false;
  }

  /** When a state began that, as a node says, has lasted for some seconds. */
  since({ clock }: NodeStatus, seconds: number): string {
    return new Date(Math.round(clock.utcMs - seconds * 1000)).toISOString();
  }
}
