import type { VirtualNetworkGateway } from '../definition/definition.ts';

/** Where the clients of a gateway connect to. */
export interface ClientEndpoint {
  readonly gateway: VirtualNetworkGateway;
  readonly name: string;
  readonly nodes: readonly string[];
  readonly publicAddress: string;
  /** Prefixes of the virtual network. */
  readonly prefixes: readonly string[];
}
