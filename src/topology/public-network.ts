import { addressAt } from '../definition/address.ts';
import type { Bridge, Interface, InternetNode } from './topology.ts';

/**
 * The public network: one segment for every /24 in which a gateway or a device has its address, all joined by
 * one router. A node that dies leaves a bridge without a port, and no neighbour loses a carrier.
 */
export class PublicNetwork {
  readonly #name: string;
  readonly #bridges = new Map<string, Bridge>();

  constructor(name: string, addresses: readonly string[]) {
    this.#name = name;
    for (const prefix of new Set(addresses.map(segmentOf))) {
      this.#bridges.set(prefix, {
        name: `public${this.#bridges.size}`,
        address: freeRouterAddress(prefix, addresses),
        prefixLength: 24,
      });
    }
  }

  node(): InternetNode {
    return { role: 'internet', name: this.#name, interfaces: [], bridges: [...this.#bridges.values()] };
  }

  /** The port of a node with that public address, and its next hop. */
  attach(interfaceName: string, address: string): { interface: Interface; router: string } {
    const bridge = this.#bridges.get(segmentOf(address));
    if (!bridge) throw new Error(`${address} is not among the public addresses of the lab.`);
    return {
      interface: {
        name: interfaceName,
        address,
        prefixLength: bridge.prefixLength,
        attachedTo: { node: this.#name, bridge: bridge.name },
      },
      router: bridge.address,
    };
  }
}

const segmentOf = (address: string) => address.replace(/\.\d+$/, '.0/24');

function freeRouterAddress(prefix: string, taken: readonly string[]): string {
  for (let index = 1; index < 255; index++) {
    const candidate = addressAt(prefix, index);
    if (!taken.includes(candidate)) return candidate;
  }
  throw new Error(`${prefix} has no address left for a router.`);
}
