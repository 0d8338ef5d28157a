/** The parts of a topology that do not work. */
export interface Broken {
  /** Dead machines. */
  readonly nodes: readonly string[];
  /** Names of tunnels through which packets do not get, though both of their machines are there. */
  readonly tunnels: readonly string[];
  /** IKE still gets through these tunnels, so dead peer detection does not notice. */
  readonly ikeAlive?: true;
  /** The machines live but are cut off from the network behind them: only that network can notice. */
  readonly insideOnly?: true;
}

export const nothingBroken: Broken = { nodes: [], tunnels: [] };
