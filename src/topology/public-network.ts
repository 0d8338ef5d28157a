import { addressAt } from '../base/addresses.ts';
import { behindNatSpace } from '../definition/behind-nat.ts';
import type {
  Bridge,
  Interface,
  InternetNode,
  SpreadAddress,
  SpreadTarget,
  Translation,
} from './topology-node.ts';

/** The port to the public network, on every machine that has one. */
export const publicPort = 'wan0';

/** The port of a device's internet line, from 0 on. */
export const linePort = (index: number): string => `wan${index}`;

/** Whether a port leads to the public network. */
export const isPublicPort = (name: string): boolean => /^wan\d+$/.test(name);

/** Shared address space (RFC 6598), for machines whose public address may be at their sibling. */
const underlay = '100.64.0.0/24';

/**
 * The public network: one segment for every /24 in which a gateway or a device has its address, all joined by
 * one router. A node that dies leaves a bridge without a port, and no neighbour loses a carrier.
 */
export class PublicNetwork {
  #underlying = 0;
  readonly #behindNat: { readonly bridge: Bridge; readonly translation: Translation }[] = [];
  readonly #spread: SpreadAddress[] = [];
  readonly #name: string;
  readonly #bridges = new Map<string, Bridge>();
  readonly #taken: Set<string>;

  constructor(name: string, addresses: readonly string[]) {
    this.#name = name;
    this.#taken = new Set(addresses);
    for (const prefix of new Set(addresses.map(segmentOf))) {
      this.#bridges.set(prefix, {
        name: `public${this.#bridges.size}`,
        address: freeRouterAddress(prefix, addresses),
        prefixLength: publicPrefixLength,
      });
    }
  }

  node(): InternetNode {
    return {
      role: 'internet',
      name: this.#name,
      keepsRecords: true,
      interfaces: [],
      bridges: [...this.#bridges.values(), ...this.#behindNat.map(({ bridge }) => bridge)],
      ...(this.#behindNat.length > 0 && {
        translations: this.#behindNat.map(({ translation }) => translation),
      }),
      ...(this.#spread.length > 0 && { spread: this.#spread }),
    };
  }

  /** The port of a node with that public address, and its next hop. */
  attach(address: string, port = publicPort): { interface: Interface; router: string } {
    return this.#attach(address, { address, prefixLength: publicPrefixLength }, port);
  }

  /** Another address of the same segment, which nobody has: the last free one. */
  spareFor(address: string): string {
    const bridge = this.#bridges.get(segmentOf(address));
    for (let index = 254; index > 0; index--) {
      const candidate = addressAt(segmentOf(address), index);
      if (candidate === bridge?.address || this.#taken.has(candidate)) continue;
      this.#taken.add(candidate);
      return candidate;
    }
    throw new Error(`${segmentOf(address)} has no address left beside ${address}.`);
  }

  /** The port of a node whose public address floats. */
  attachFloating(address: string): { interface: Interface; router: string } {
    const own = addressAt(underlay, 4 + this.#underlying++);
    return this.#attach(address, { address: own, prefixLength: 32, floats: true });
  }

  /** The port of a node behind a router that has its public address: a line of its own, with private addresses. */
  attachBehindNat(publicAddress: string, port = publicPort): { interface: Interface; router: string } {
    const index = this.#behindNat.length;
    const [router, address] = [1, 2].map((host) => addressAt(behindNatSpace, 256 * index + host));
    const { attachedTo } = this.attach(publicAddress, port).interface;
    const bridge = { name: `nat${index}`, address: router ?? '', prefixLength: publicPrefixLength };
    const translation = { publicAddress, privateAddress: address ?? '', bridge: attachedTo.bridge };
    this.#behindNat.push({ bridge, translation });
    return {
      interface: {
        name: port,
        address: translation.privateAddress,
        prefixLength: publicPrefixLength,
        attachedTo: { node: this.#name, bridge: bridge.name },
      },
      router: bridge.address,
    };
  }

  /** Lets the router have a public address, and send on what arrives there. */
  spread(publicAddress: string, targets: readonly SpreadTarget[]): void {
    const { bridge } = this.attach(publicAddress).interface.attachedTo;
    this.#spread.push({ publicAddress, bridge, targets });
  }

  #attach(
    address: string,
    own: Pick<Interface, 'address' | 'prefixLength' | 'floats'>,
    port = publicPort,
  ): { interface: Interface; router: string } {
    const bridge = this.#bridges.get(segmentOf(address));
    if (!bridge) throw new Error(`${address} is not among the public addresses of the lab.`);
    return {
      interface: {
        name: port,
        ...own,
        attachedTo: { node: this.#name, bridge: bridge.name },
      },
      router: bridge.address,
    };
  }
}

export const publicPrefixLength = 24;

const segmentOf = (address: string) => address.replace(/\.\d+$/, '.0/24');

function freeRouterAddress(prefix: string, taken: readonly string[]): string {
  for (let index = 1; index < 255; index++) {
    const candidate = addressAt(prefix, index);
    if (!taken.includes(candidate)) return candidate;
  }
  throw new Error(`${prefix} has no address left for a router.`);
}
