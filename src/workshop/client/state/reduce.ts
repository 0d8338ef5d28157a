import { afterChange } from '../../../lab/snapshot/after-change.ts';
import type { LabUpdate } from '../../../lab/snapshot/lab-update.ts';
import type { NodeEvent } from '../../../observations/events/node-event.ts';
import type { PageUpdate } from '../../protocol/updates.ts';
import { eventsAfter } from './page-events.ts';
import { initialState, type PageState } from './page-state.ts';

/** A page keeps so many outages: some faults with 64 flows. */
const mostOutages = 512;

/**
 * What a page knows after an update. Parts that the update does not touch stay the same objects.
 *
 * @param receivedMs when the update arrived, by the browser's clock, in milliseconds since 1970
 */
export function reduce(state: PageState, update: PageUpdate, receivedMs: number): PageState {
  switch (update.kind) {
    case 'seat':
      return { ...state, seat: update.seat };
    case 'catalogue':
      return { ...state, catalogue: update.catalogue };
    case 'lab':
      return isSameLab(state, update.lab)
        ? { ...state, lab: update.lab }
        : { ...initialState, seat: state.seat, catalogue: state.catalogue, lab: update.lab };
    case 'live':
      return afterLive(state, update.update, receivedMs);
    case 'traffic':
      // Times of outages count from the start of their traffic, so they mean nothing in the next one.
      return {
        ...state,
        traffic: update.traffic,
        tunnelRates: {},
        outages: update.traffic === null ? [] : state.outages,
      };
    case 'flows': {
      const { tunnels } = update.flows;
      return tunnels ? { ...state, tunnelRates: { ...state.tunnelRates, ...tunnels } } : state;
    }
    case 'outage':
      return { ...state, outages: [...state.outages, update.outage].slice(-mostOutages) };
    case 'work':
      return { ...state, work: update.work };
    case 'measurements':
      return { ...state, measurements: update.measurements };
    case 'lesson':
      return { ...state, lesson: update.lesson };
    case 'terminals':
      return { ...state, terminals: update.terminals };
    case 'problem':
      return state;
  }
}

/** After a stream was lost, the same lab comes again: its events and outages stay. */
function isSameLab({ lab }: PageState, next: PageState['lab']): boolean {
  return lab.state === 'up' && next.state === 'up' && lab.id === next.id;
}

function afterLive(state: PageState, update: LabUpdate, receivedMs: number): PageState {
  if (update.kind === 'snapshot') {
    const { snapshot } = update;
    return {
      ...state,
      snapshot,
      carriers: {},
      clockAheadMs: ahead(state, snapshot.takenAt, receivedMs),
    };
  }
  const { snapshot } = state;
  if (!snapshot) return state;
  return {
    ...state,
    snapshot: update.kind === 'change' ? afterChange(snapshot, update.change) : snapshot,
    events: eventsAfter(state.events, update, snapshot),
    carriers: update.kind === 'event' ? carriersAfter(state.carriers, update.event) : state.carriers,
    clockAheadMs: ahead(state, update.at, receivedMs),
  };
}

/** An update takes some time to arrive, so the one that came fastest says most. */
const ahead = ({ clockAheadMs }: PageState, at: string, receivedMs: number): number =>
  Math.max(clockAheadMs ?? -Infinity, Date.parse(at) - receivedMs);

const carriersAfter = (known: PageState['carriers'], event: NodeEvent): PageState['carriers'] =>
  event.kind === 'carrier' ? { ...known, [`${event.node}:${event.interface}`]: event.up } : known;
