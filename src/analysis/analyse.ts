import { middleOf } from '../base/bracket.ts';
import { msFromNs } from '../base/milliseconds.ts';
import { directionsOf, type Observations } from '../observations/observations.ts';
import { type EventFigures, eventFigures } from './events/event-figures.ts';
import { type EventResult, plainEvent } from './events/event-result.ts';
import { causesOf } from './outages/cause.ts';
import { type DirectionHits, directionHits } from './outages/direction-hits.ts';
import { hostStalls } from './outages/host-stalls.ts';
import { defaultDelayThresholdMs } from './outages/loss-periods.ts';
import { outageStretches } from './outages/outage-stretches.ts';
import { contention } from './quality/contention.ts';
import { quality } from './quality/quality.ts';
import { clientResults } from './recovery/clients.ts';
import type { AnalysisContext, EventContext } from './recovery/recovery-map.ts';
import type { TrialResult } from './result.ts';
import { type PairResult, pairResult } from './traffic/pair-result.ts';

/**
 * The result of one trial. Pure: the same observations and context give the same result, also from a file next month.
 *
 * Every event has figures of its own: the losses that it caused (outages/attribution.ts has the rule).
 */
export function analyse(observations: Observations, context: AnalysisContext): TrialResult {
  const { fault, window, phaseMs, redundancyRestored, stillMissing } = observations;
  const delayThresholdMs = context.delayThresholdMs ?? defaultDelayThresholdMs;
  const t0 = middleOf(observations.t0);
  const stalls = hostStalls(directionsOf(observations));
  const directions = observations.pairs.flatMap((pair) =>
    pair.directions.map((direction) => ({
      pair: pair.name,
      ...directionHits(direction, observations, {
        causes: causesOf(observations, context.events, { pair: pair.name, name: direction.name }),
        delayThresholdMs,
        stalls,
      }),
    })),
  );
  const events = eventResults(directions, observations, context);
  const machine = contention({
    ...observations,
    directions: directionsOf(observations),
    outages: outageStretches(directions, observations),
  });
  return {
    fault,
    phaseMs,
    window: { beforeT0Ms: msFromNs(t0 - window.from), afterT0Ms: msFromNs(window.to - t0) },
    delayThresholdMs,
    pairs: observations.pairs.map((pair): PairResult => {
      const own = directions.filter((direction) => direction.pair === pair.name);
      return pairResult(
        pair,
        own,
        events.flatMap(({ figures }) => figures),
        observations,
        context,
      );
    }),
    events,
    redundancyRestoredMs: redundancyRestored === undefined ? null : msFromNs(redundancyRestored - t0),
    ...(stillMissing && { stillMissing }),
    contention: machine,
    quality: quality(directions, observations, {
      delayThresholdMs,
      stalls,
      machine,
      outOfReach: isOutOfReach(events, context),
      hasClients: context.clients.length > 0,
    }),
  };
}

function eventResults(
  directions: readonly (DirectionHits & { readonly pair: string })[],
  observations: Observations,
  context: AnalysisContext,
): readonly EventResult[] {
  return observations.events.map((event, index): EventResult => {
    const meaning = context.events[index] ?? nothingKnown;
    const figures = directions.flatMap(({ pair, direction, events }): EventFigures[] => {
      const hits = events[index];
      return hits ? [eventFigures({ pair, direction, hits }, observations, event, meaning, context)] : [];
    });
    const clients = clientResults(context.clients, observations, event, meaning);
    return { ...plainEvent(event, observations), figures, ...(clients.length > 0 && { clients }) };
  });
}

/** Whether nothing that is measured can have met any of the events. A client that was disconnected did. */
function isOutOfReach(events: readonly EventResult[], context: AnalysisContext): boolean {
  const clients = events.flatMap((event) => event.clients ?? []);
  return (
    context.events.every(({ outOfReach = false }) => outOfReach) &&
    clients.every(({ disconnections }) => disconnections === 0)
  );
}

/** Of an event that the context does not have. */
const nothingKnown: EventContext = { recovery: [], silent: false, needsRepair: false, stranded: [] };
