import { isDeepStrictEqual } from 'node:util';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { until, WaitError } from '../../base/until.ts';
import type { InContainer } from '../../engine/host/joint-exec.ts';
import type { Missing } from '../../lab/redundancy/missing.ts';
import { completeness, missingText } from '../../lab/redundancy/missing-text.ts';
import { type Requirement, requirementsOf } from '../../lab/redundancy/requirements.ts';
import { carriedSince, connectionsByPort } from '../../lab/redundancy/tunnel-ports.ts';
import { askNodes } from '../../lab/status/ask-nodes.ts';
import { missingFrom } from '../../lab/status/missing-from.ts';
import type { Topology } from '../../topology/topology.ts';

/** What is needed of a lab to ask its nodes. */
interface AskedLab {
  readonly topology: Topology;
  runs(node: string): boolean;
  jointly(name: string): InContainer;
}

interface WholeWait {
  /** A packet must have passed each tunnel after this moment (`performance.now()`). */
  readonly since: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Waits until nothing is missing for full redundancy. What is missing first is looked at alone until it is there, because
 * an answer costs a node some 50 ms of a processor, and a lab that comes back needs its processors.
 *
 * @throws SwitchoverError (lab-not-ready) with everything that is missing in the end
 */
export async function untilWhole(lab: AskedLab, { since, timeoutMs, signal }: WholeWait): Promise<void> {
  const requirements = requirementsOf(lab.topology);
  let missing: readonly Missing[] = [];
  const look = async () => {
    const first = requirements.filter((one) => isDeepStrictEqual(one.missing, missing[0]));
    const isThere = (await missingSince(lab, since, first)).length === 0;
    if (isThere) missing = await missingSince(lab, since, requirements);
    return completeness(missing);
  };
  try {
    await until('Full redundancy', look, { kind: 'lab-not-ready', timeoutMs, intervalMs: 200, signal });
  } catch (error) {
    if (!(error instanceof WaitError)) throw error;
    missing = await missingSince(lab, since, requirements);
    if (missing.length === 0) return;
    throw new SwitchoverError(
      'lab-not-ready',
      `The lab is not whole after ${timeoutMs / 1000} s. Missing: ${missingText(missing, 'With inspect --format json, all are listed')}.`,
      { missing },
    );
  }
}

/** Asks the nodes themselves: their logs may no longer hold what happened long ago. */
export async function missingSince(
  lab: AskedLab,
  since: number,
  requirements: readonly Requirement[] = requirementsOf(lab.topology),
): Promise<readonly Missing[]> {
  const { topology } = lab;
  const nodes = new Set(requirements.flatMap(({ anyOf }) => anyOf.map(({ node }) => node)));
  const find = (node: string) => (nodes.has(node) && lab.runs(node) ? lab.jointly(node) : undefined);
  // Before they answer: by their own clocks more time has passed.
  const withinSeconds = carriedSince((performance.now() - since) / 1000);
  const statuses = await askNodes(topology, find);
  return missingFrom(requirements, connectionsByPort(topology), statuses, withinSeconds);
}
