import type {
  InterfaceStatus,
  NodeStatus,
  RouteStatus,
  SessionStatus,
  TunnelStatus,
} from '../status/node-status.ts';

/** The statuses of all running nodes, by name, and the parts of each by their names. */
export class Statuses {
  readonly list: readonly NodeStatus[];
  readonly #byNode: ReadonlyMap<string, NodeStatus>;
  readonly #tunnels = new Index<TunnelStatus>(({ peer }) => peer);
  readonly #sessions = new Index<SessionStatus>(({ neighbor }) => neighbor);
  readonly #routes = new Index<RouteStatus>(({ prefix }) => prefix);
  readonly #interfaces = new Index<InterfaceStatus>((one) => one.interface);

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

  tunnel({ tunnels }: NodeStatus, peer: string): TunnelStatus | undefined {
    return this.#tunnels.find(tunnels, peer);
  }

  session({ sessions }: NodeStatus, neighbor: string): SessionStatus | undefined {
    return this.#sessions.find(sessions, neighbor);
  }

  route({ routes }: NodeStatus, prefix: string): RouteStatus | undefined {
    return this.#routes.find(routes, prefix);
  }

  interface({ interfaces }: NodeStatus, name: string): InterfaceStatus | undefined {
    return this.#interfaces.find(interfaces, name);
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

/** Finds items of lists by their keys. A list is read once: a node can have thousands of routes. */
class Index<Item> {
  readonly #keyOf: (item: Item) => string;
  readonly #lists = new Map<readonly Item[], ReadonlyMap<string, Item>>();

  constructor(keyOf: (item: Item) => string) {
    this.#keyOf = keyOf;
  }

  /** The first item with that key. */
  find(list: readonly Item[], key: string): Item | undefined {
    const items =
      this.#lists.get(list) ?? new Map(list.toReversed().map((item) => [this.#keyOf(item), item]));
    this.#lists.set(list, items);
    return items.get(key);
  }
}
