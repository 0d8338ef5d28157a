import { z } from 'zod';
import { msFromNs } from '../../base/milliseconds.ts';
import type { AppliedFault } from '../../observations/applied-fault.ts';
import type { Observations } from '../../observations/observations.ts';
import type { PooledOutage } from '../outages/pooled-outage.ts';
import { type Decision, decisionOf, decisionSchema, decisionText } from './mechanism.ts';
import { phaseMoments } from './phase-moments.ts';
import { notSeen, phaseStepSchema, phaseSteps } from './phase-steps.ts';
import type { AnalysisContext, DirectionOfPair, EventContext, RecoveryPoint } from './recovery-map.ts';
import type { EventWithMeaning } from './repair.ts';
import { restOf } from './whose.ts';

const ms = z.number();

export const phasesSchema = z
  .object({
    node: z
      .string()
      .nullable()
      .describe('The node that decided about these flows. Null: not known for their path.'),
    path: z.string().nullable().describe('The path that these flows had before the event. Null: not known.'),
    flows: z.int().nonnegative().describe('How many flows came back at that moment.'),
    detectionMs: ms
      .nullable()
      .describe(
        'From the event until the node noticed it, or until the repair that brought the flows back; 0: within the uncertainty of T0. Null, here and below: its beginning or end was not seen.',
      ),
    convergenceMs: ms
      .nullable()
      .describe("From then until the node's FIB no longer had the failed next hop."),
    restorationMs: ms
      .nullable()
      .describe('From then until the first packet of the last flow was sent that arrived in time.'),
    totalMs: ms
      .nullable()
      .describe(
        'From the event until that packet: the sum of the three. Null: not back when the window ended.',
      ),
    decidedBy: decisionSchema.nullable().describe('What made the node notice. Null: not seen.'),
    steps: z.array(phaseStepSchema).readonly(),
    notSeen: z.array(z.string()).readonly().describe('What was not observed, in words.'),
  })
  .readonly()
  .describe('The recovery of one direction in three phases, for the flows that were back last.');

/** The recovery of one direction in three phases. */
export type Phases = z.infer<typeof phasesSchema>;

/**
 * The phases of the recovery from an event in one direction.
 *
 * @param event the event, and what it means, one of those of `context`
 * @returns null if nothing was interrupted, or only for moments by a line that is bad, from which nobody has to recover
 */
export function phasesOf(
  direction: DirectionOfPair,
  pools: readonly PooledOutage[],
  observations: Pick<Observations, 't0' | 'events' | 'nodeEvents' | 'window'>,
  { applied, context: own }: EventWithMeaning,
  context: Pick<AnalysisContext, 'events' | 'timers' | 'azureNodes'>,
): Phases | null {
  const moments = phaseMoments(direction, pools, observations, own, context.events);
  if (moments === undefined) return null;
  const { last, point, t0, detected, moved, back } = moments;
  if (isOnlyDisturbed(own, last, t0)) return null;
  const decidedBy = detected
    ? decisionOf(
        detected.by.mechanism,
        detected.by.node,
        restOf(detected.by.mechanism, point, context, applied),
      )
    : back === undefined
      ? null
      : byFault(own, point, applied);
  return {
    node: point?.node ?? null,
    path: last.path ?? null,
    flows: last.hits.length,
    detectionMs: between(t0, detected?.at),
    convergenceMs: between(detected?.at, moved?.at),
    restorationMs: between(moved?.at, back),
    totalMs: between(t0, back),
    decidedBy,
    steps: phaseSteps(moments),
    notSeen: notSeen(moments, decidedBy?.mechanism === 'fault'),
  };
}

/**
 * Whether an event breaks nothing that a node could notice, and the flows were back most of the time: a line that loses
 * packets at random. Its last loss says nothing about a recovery.
 */
const isOnlyDisturbed = ({ silent, recovery }: EventContext, last: PooledOutage, t0: number): boolean =>
  silent && recovery.length === 0 && last.length.upper < (last.end.upper - t0) / 2;

/**
 * Nobody has to notice a fault of which the nodes are told, as it ends sessions or SAs itself, nor one that breaks nothing.
 * It is no reason for what happens to flows in tunnels that it does not break.
 */
function byFault(
  { silent, recovery }: EventContext,
  point: RecoveryPoint | undefined,
  applied: AppliedFault,
): Decision | null {
  const isOwn = recovery.length === 0 || (point !== undefined && !silent);
  return isOwn ? decisionOf('fault', `${applied.fault} of ${applied.target}`) : null;
}

/** "IKE dead peer detection on device2 (your timer)", or "not seen", and why not. */
export function decidedByText({ decidedBy, notSeen }: Pick<Phases, 'decidedBy' | 'notSeen'>): string {
  if (decidedBy) return decisionText(decidedBy);
  return notSeen.length === 0 ? 'not seen' : `not seen: ${notSeen.join('; ')}`;
}

function between(from: number | undefined, to: number | undefined): number | null {
  return from === undefined || to === undefined ? null : msFromNs(to - from);
}
