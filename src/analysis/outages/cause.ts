import type { AppliedFault } from '../../observations/applied-fault.ts';
import type { Observations } from '../../observations/observations.ts';
import { returnsOf } from '../../observations/returns.ts';
import type { DirectionOfPair, EventContext } from '../recovery/recovery-map.ts';

/** An event as the cause of losses in one direction. All times are in ns. */
export interface Cause {
  /** When it took effect, at the earliest. */
  readonly appliedAt: number;
  /** When undoing it began, or was to begin; Infinity: never. What begins later is no part of its outage. */
  readonly undoneFrom: number;
  /** When undoing it began, and when each machine that it took away was back: either can interrupt any flow. */
  readonly aftermath: readonly number[];
  /** The tunnels that it breaks for this direction. Empty: it breaks none by itself, and may disturb any flow. */
  readonly tunnels: readonly string[];
  /** It only disturbs flows, and does so until it is undone: a line that loses packets, for instance. */
  readonly lasting: boolean;
}

/** The events of a trial as causes of losses in one direction, in their order. */
export const causesOf = (
  observations: Pick<Observations, 'events' | 'nodeEvents'>,
  contexts: readonly EventContext[],
  { pair, name }: DirectionOfPair,
): readonly Cause[] =>
  observations.events.map((event, index): Cause => {
    const { appliedAt, undoneAt } = event;
    const { recovery = [], silent = false } = contexts[index] ?? {};
    const own = recovery.filter((point) => point.pair === pair && point.direction === name);
    return {
      appliedAt: appliedAt.lower,
      undoneFrom: undoneFrom(event),
      aftermath: [
        ...(undoneAt === undefined ? [] : [undoneAt]),
        ...returnsOf(event, observations).map(({ time }) => time),
      ],
      tunnels: [...new Set(own.flatMap(({ tunnels }) => tunnels))],
      lasting: silent && recovery.length === 0,
    };
  });

const undoneFrom = ({ appliedAt, undoneAt, away }: AppliedFault): number =>
  undoneAt ?? Math.min(...away.map(({ seconds }) => appliedAt.lower + seconds * 1e9));
