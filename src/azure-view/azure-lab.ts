import type { Definition } from '../definition/definition.ts';
import type { LabSnapshot } from '../lab/snapshot/snapshot.ts';
import type { NodeStatus } from '../lab/status/node-status.ts';
import type { Topology } from '../topology/topology.ts';
import type { Speaker } from './speaker.ts';

/** A lab that is up, with all that Azure's view of it is made from. */
export interface AzureLab {
  readonly definition: Definition;
  readonly topology: Topology;
  readonly snapshot: LabSnapshot;
  readonly statuses: readonly NodeStatus[];
  /** What the BGP speaker of each gateway instance says, by node; an instance that does not answer has none. */
  readonly speakers: ReadonlyMap<string, Speaker>;
}
