import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { PageUpdate } from '../../protocol/updates.ts';
import { FlowHistory } from '../flows/flow-history.ts';
import { initialState, type PageState } from './page-state.ts';
import { reduce } from './reduce.ts';
import { complain } from './toasts.ts';

const state = signal<PageState>(initialState);

/** A part of the state: who reads it is drawn again when this part has changed. */
const part = <K extends keyof PageState>(key: K): ReadonlySignal<PageState[K]> =>
  computed(() => state.value[key]);

export const page: { readonly [K in keyof PageState]: ReadonlySignal<PageState[K]> } = {
  seat: part('seat'),
  catalogue: part('catalogue'),
  lab: part('lab'),
  snapshot: part('snapshot'),
  carriers: part('carriers'),
  events: part('events'),
  traffic: part('traffic'),
  tunnelRates: part('tunnelRates'),
  outages: part('outages'),
  work: part('work'),
  measurements: part('measurements'),
  lesson: part('lesson'),
  terminals: part('terminals'),
  clockAheadMs: part('clockAheadMs'),
};

/** The stream of the server: `lost` while the page tries again. */
export const connection = signal<'opening' | 'open' | 'lost'>('opening');

/** The last minute of all flows. It is drawn by frames, not by signals. */
export const flowHistory = new FlowHistory();
/** Changes with every report of the flows. */
export const flowsAtMs = signal(0);

/** The time of the engine's clock, in milliseconds since 1970; changes twice a second. */
export const engineNow = signal(Date.now());
setInterval(() => {
  engineNow.value = Date.now() + (state.peek().clockAheadMs ?? 0);
}, 500);

export function take(update: PageUpdate): void {
  if (update.kind === 'problem') complain(update.message);
  if (update.kind === 'traffic') flowHistory.begin(update.traffic);
  if (update.kind === 'flows') {
    flowHistory.add(update.flows);
    flowsAtMs.value = update.flows.atMs;
  }
  state.value = reduce(state.peek(), update, Date.now());
}
