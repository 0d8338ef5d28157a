/** What of a topology does not work. */
export interface Broken {
  /** Machines that are gone. */
  readonly nodes: readonly string[];
  /** Names of tunnels through which packets do not get, though both of their machines are there. */
  readonly tunnels: readonly string[];
  /** IKE gets through these tunnels all the same, so that dead peer detection finds everything in order. */
  readonly ikeAlive?: true;
  /** The machines live, cut off from the network behind them: only that network can notice. */
  readonly insideOnly?: true;
}

export const nothingBroken: Broken = { nodes: [], tunnels: [] };
