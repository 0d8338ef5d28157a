import type { Bracket } from '../../base/bracket.ts';
import type { Profile } from '../../definition/profile.ts';
import type { DataplaneName } from '../../nodes/ipsec/dataplane.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import type { Topology } from '../../topology/topology.ts';
import type { TunnelEnd } from '../../topology/tunnel.ts';

/** What a fault knows about a lab that is up: enough to write every script. */
export interface Situation {
  readonly topology: Topology;
  readonly profile: Profile;
  readonly dataplane: DataplaneName;
  readonly kernel: KernelFeatures;
  /** Whether a node runs just now. */
  runs(node: string): boolean;
  /** The node that has one end of a tunnel just now; undefined when none has it. */
  nodeWith(end: TunnelEnd, other: TunnelEnd): string | undefined;
}

/** What a fault can need from the engine's kernel. */
export interface KernelFeatures {
  /** The queueing discipline netem, for delay and loss. */
  readonly netem: boolean;
}

/** All that a fault may do to a lab, and all that it can see of it. */
export interface Workbench extends Situation {
  /** What the nodes have told so far, in the order of its arrival. */
  readonly events: readonly NodeEvent[];
  /**
   * Runs a shell script in a node, up to the first command that fails.
   *
   * @returns what it printed
   * @throws FaultError with what it wrote to standard error
   */
  run(node: string, script: string): Promise<string>;
  /**
   * The same between two stamps; what the script prints is lost.
   *
   * @param next another script for the same node, which follows at once and after the second stamp
   */
  timed(node: string, script: string, next?: string): Promise<Bracket>;
  /** Changes the packet filter of a node at a moment that is known to a millisecond or so. */
  changeFilter(node: string, change: FilterChange): Promise<Bracket>;
  /** Waits until nothing is missing; the function is asked now and after every event. @returns what is still missing */
  wait(missing: () => readonly string[], timeoutMs: number): Promise<readonly string[]>;
  /** From now on the lab does not fail when this node, or one of its daemons, ends. */
  expectEnd(node: string): void;
  /** The same for some of its daemons alone, by the names that the kernel has for them. */
  expectExits(node: string, programs: readonly string[]): void;
  /** Kills a node with SIGKILL, and waits until it is dead. */
  kill(node: string): Promise<void>;
  /** Whether a node runs, and with which code it ended. */
  stateOf(node: string): Promise<{ readonly running: boolean; readonly exitCode: number }>;
}

/** Two scripts of nftables. */
export interface FilterChange {
  /** Everything that takes time and changes nothing. */
  readonly prepare: string;
  /** The change itself, as one transaction. */
  readonly apply: string;
}
