import { dataplaneNamed } from '../../nodes/ipsec/choose.ts';
import { permissionsOf } from '../../nodes/node-plan.ts';
import { retimeScript } from '../../nodes/scripts/retime-script.ts';
import { retimed } from '../../topology/retimed.ts';
import type { Blueprint } from '../blueprint.ts';
import { recordKeeper } from '../faults/undo-records.ts';
import { runScript } from '../faults/workbench-of.ts';
import type { Lab } from '../lab.ts';
import { writeLabRecord } from '../lab-record.ts';
import { makeTurn, type Reset } from './make-turn.ts';
import { changedFiles } from './retimed-blueprint.ts';
import { turnsOf } from './turns.ts';

/**
 * Gives a lab that is up the timers of another blueprint. First every node gets its files and reads them, then tunnels and
 * sessions begin anew, one after the other, so that traffic can take the others. The record of the lab is written last:
 * after an interruption the same change can be made again.
 *
 * @throws FaultError when a node refuses a script; WaitError when a tunnel or a session does not come back
 */
export async function applyTimers(
  lab: Lab,
  after: Blueprint,
  { onReset, signal }: { readonly onReset: (reset: Reset) => void; readonly signal: AbortSignal },
): Promise<void> {
  const before = lab.blueprint;
  const nodes = before.plans.map(({ node }) => node).filter((node) => lab.runs(node));
  await Promise.all(nodes.map((node) => configure(lab, node, after)));
  for (const turn of turnsOf(lab, retimed(before.topology, after.topology))) {
    signal.throwIfAborted();
    onReset(await makeTurn(lab, turn, signal));
  }
  await writeLabRecord(lab.node(recordKeeper(lab)).container, after);
  lab.retime(after);
}

async function configure(lab: Lab, node: string, after: Blueprint): Promise<void> {
  const plan = after.plans.find((one) => one.node === node);
  if (!plan) return;
  const files = changedFiles(lab.plan(node), plan);
  if (files.size === 0) return;
  await lab
    .node(node)
    .container.writeFiles(
      new Map([...files].map(([path, file]) => [path, { content: file.content, mode: permissionsOf(file) }])),
    );
  const { topology, dataplane } = after;
  const script = retimeScript({
    node,
    topology,
    dataplane: dataplaneNamed(dataplane),
    changed: new Set(files.keys()),
  });
  if (script !== undefined) await runScript(lab, node, script);
}
