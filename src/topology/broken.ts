/** The parts of a topology that do not work. */
export interface Broken {
  /** Dead machines. */
  readonly nodes: readonly string[];
  /** Names of tunnels that lose all packets although both of their machines run. */
  readonly tunnels: readonly string[];
  /** These tunnels still carry IKE, so dead peer detection does not notice. */
  readonly ikeAlive?: true;
  /** Names of tunnels that carry packets, and whose BGP session is lost. */
  readonly sessions?: readonly string[];
  /** Machines without BGP: the router behind them loses its session, too. Their tunnels are in `sessions`. */
  readonly speechless?: readonly string[];
  /** Hosts that are cut off from the router of their network, although they run. */
  readonly hosts?: readonly string[];
  /** It works again without a repair: the nodes at its ends see to that at once. */
  readonly returns?: true;
  /** Machines that run but are cut off from the network behind them. Only that network can notice. */
  readonly insideOnly?: true;
  /** Devices of pairs that run, and have lost the line: each hands the address of its pair over at once. */
  readonly handOver?: true;
}

export const nothingBroken: Broken = { nodes: [], tunnels: [] };
