import type { Broken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import { dpdDetection } from '../prediction/detection-ranges.ts';
import type { Gone } from './gone.ts';
import type { EventContext } from './recovery-map.ts';
import { recoveryOf } from './recovery-of.ts';

/** What an event broke, and when. */
export interface Breakage {
  /** What does not work. */
  readonly broken: Broken;
  /** Absent: it does not work at any time of the trial. */
  readonly gone?: Gone;
}

type Own = ReturnType<typeof recoveryOf>;

/** An event with its recovery as if it were alone, and the time (ms) in which it takes paths. */
interface Lone {
  readonly broken: Broken;
  readonly own: Own;
  readonly from: number;
  readonly until: number;
}

/**
 * Who has to notice each event of a trial, given what else does not work at that time: a machine that is still away
 * notices nothing, and what one event alone leaves a path may have none together with others.
 */
export function recoveryAmong<Event extends Breakage>(
  topology: Topology,
  events: readonly Event[],
): readonly (Own & Pick<EventContext, 'togetherStranded'> & { readonly event: Event })[] {
  const all = events.map((event) => ({ event, lone: loneOf(topology, event) }));
  return all.map(({ event, lone }) => {
    const { own } = lone;
    const others = all.filter((other) => other.event !== event).map((other) => other.lone);
    const dead = brokenAt(others, lone.from).flatMap(({ broken }) => broken.nodes);
    const togetherStranded = strandedAmong(topology, lone, others);
    return {
      event,
      ...own,
      recovery: own.recovery.filter(({ node }) => !dead.includes(node)),
      ...(togetherStranded.length > 0 && { togetherStranded }),
    };
  });
}

function loneOf(topology: Topology, { broken, gone }: Breakage): Lone {
  const own = recoveryOf(topology, broken);
  if (!gone) return { broken, own, from: 0, until: Number.POSITIVE_INFINITY };
  const { fromMs, untilMs, settleMs } = gone;
  // A peer that its replacement does not call keeps the dead tunnel until it gives up.
  const givenUp = own.recovery.flatMap(({ dpd, opener }) =>
    broken.nodes.length > 0 && dpd && opener === undefined ? [fromMs + dpdDetection(dpd).maxMs] : [],
  );
  return { broken, own, from: fromMs, until: Math.max(untilMs, ...givenUp) + settleMs };
}

/** The directions that one event leaves a path, and those that are broken at the same time do not; since when. */
function strandedAmong(
  topology: Topology,
  { broken, own, from, until }: Lone,
  others: readonly Lone[],
): NonNullable<EventContext['togetherStranded']> {
  const later = others.map((other) => other.from).filter((moment) => moment > from && moment < until);
  const moments = [...new Set([from, ...later])].sort((a, b) => a - b);
  const known = [...own.stranded];
  return moments.flatMap((moment) => {
    const beside = brokenAt(others, moment);
    if (beside.length === 0) return [];
    const added = recoveryOf(
      topology,
      unionOf([broken, ...beside.map((other) => other.broken)]),
    ).stranded.filter(
      ({ pair, direction }) => !known.some((one) => one.pair === pair && one.direction === direction),
    );
    known.push(...added);
    return added.map((one) => ({ ...one, ...(moment > from && { afterMs: moment - from }) }));
  });
}

const brokenAt = (events: readonly Lone[], moment: number): readonly Lone[] =>
  events.filter(({ from, until }) => from <= moment && moment < until);

/** Everything that is broken at the same time, as one. */
const unionOf = (all: readonly Broken[]): Broken => ({
  nodes: all.flatMap(({ nodes }) => nodes),
  tunnels: all.flatMap(({ tunnels }) => tunnels),
  sessions: all.flatMap(({ sessions = [] }) => sessions),
  hosts: all.flatMap(({ hosts = [] }) => hosts),
});
