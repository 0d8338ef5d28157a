import { unlessAborted } from '../../base/unless-aborted.ts';
import type { Definition } from '../../definition/definition.ts';
import type { Engine } from '../../engine/engine.ts';
import { JointExec } from '../../engine/host/joint-exec.ts';
import { startWiring } from '../../engine/host/wiring.ts';
import { labels } from '../../engine/ownership/labels.ts';
import { agentProgram } from '../../nodes/node-plan.ts';
import type { Topology } from '../../topology/topology.ts';
import { readRecords, recordKeeper } from '../faults/undo-records.ts';
import type { LabRecord } from '../lab-record.ts';
import { containerOf, type RunningLab, recordOf } from '../running-labs.ts';
import { askNodes } from '../status/ask-nodes.ts';
import type { NodeStatus } from '../status/node-status.ts';
import type { LabSnapshot } from './snapshot.ts';
import { type LabIdentity, snapshotsOf } from './snapshots-of.ts';
import { waysInto } from './ways-into.ts';

/** A lab as seen by one look. */
export interface Look {
  readonly snapshot: LabSnapshot;
  /** The answers of its nodes. */
  readonly statuses: readonly NodeStatus[];
  /** What the lab was made from. */
  readonly definition: Definition;
  readonly topology: Topology;
}

/**
 * Looks at a lab once, brought up by any process.
 *
 * @throws SwitchoverError (lab-not-ready) when the lab has no record of itself, or a node cannot be asked; the reason of
 * the signal when it aborts
 */
export async function lookAt(engine: Engine, lab: RunningLab, signal: AbortSignal): Promise<Look> {
  const record = await recordOf(engine, lab);
  const { definition, topology } = record;
  const find = (node: string) => containerOf(engine, lab, node);
  const keeper = find(recordKeeper({ topology }));
  const [statuses, faults] = await Promise.all([
    statusesOf(engine, lab, record, signal),
    keeper ? readRecords(keeper) : [],
  ]);
  const running = topology.nodes.map(({ name }) => name).filter(find);
  return {
    snapshot: snapshotsOf(identityOf(record), topology)({ running, statuses, faults }),
    statuses,
    definition,
    topology,
  };
}

/** Asks all running nodes, through one helper: an exec for each would keep a processor busy for seconds in a large lab. */
async function statusesOf(
  engine: Engine,
  lab: RunningLab,
  { topology, image }: LabRecord & { readonly topology: Topology },
  signal: AbortSignal,
): Promise<NodeStatus[]> {
  await using helper = await startWiring(engine, image, { [labels.run]: lab.id });
  const joint = new JointExec(async () => helper, agentProgram);
  const containers = topology.nodes.flatMap(({ name }) => {
    const container = containerOf(engine, lab, name);
    return container ? [[name, container] as const] : [];
  });
  const ways = await waysInto(new Map(containers), joint);
  // The helper is removed when this function ends, so it must not end before they have answered.
  return await unlessAborted(
    signal,
    askNodes(topology, (node) => ways.get(node)),
  );
}

/** Identifies the lab that a snapshot shows. */
export const identityOf = ({ id, definition, profile, dataplane }: LabRecord): LabIdentity => ({
  id,
  lab: definition.name,
  profile: profile.name,
  dataplane,
});
