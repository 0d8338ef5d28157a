import type { LabSnapshot } from '../../../lab/snapshot/snapshot.ts';
import type { Catalogue, LessonView } from '../../protocol/lesson.ts';
import type { TerminalEntry } from '../../protocol/terminal.ts';
import type { LiveOutage, LiveTraffic } from '../../protocol/traffic.ts';
import type { LabState, Measurement, SeatView, Work } from '../../protocol/updates.ts';
import type { PageEvent } from './page-events.ts';

/** Everything that a page knows, but for the last minute of the flows, which changes ten times a second. */
export interface PageState {
  readonly seat: SeatView | null;
  readonly catalogue: Catalogue | null;
  readonly lab: LabState;
  readonly snapshot: LabSnapshot | null;
  /** Whether links have a carrier, by `NODE:INTERFACE`, as the nodes said since the snapshot came: it has no carriers. */
  readonly carriers: Readonly<Record<string, boolean>>;
  /** The newest last. */
  readonly events: readonly PageEvent[];
  readonly traffic: LiveTraffic | null;
  /** Packets a second through each tunnel. */
  readonly tunnelRates: Readonly<Record<string, number>>;
  /** Those that have ended, the newest last. */
  readonly outages: readonly LiveOutage[];
  readonly work: Work | null;
  readonly measurements: readonly Measurement[];
  readonly lesson: LessonView | null;
  /** Those of the seat whose shell runs, in whichever browser they were opened. */
  readonly terminals: readonly TerminalEntry[];
  /** How far the engine's clock is ahead of the browser's, in milliseconds; null: not known. */
  readonly clockAheadMs: number | null;
}

export const initialState: PageState = {
  seat: null,
  catalogue: null,
  lab: { state: 'none' },
  snapshot: null,
  carriers: {},
  events: [],
  traffic: null,
  tunnelRates: {},
  outages: [],
  work: null,
  measurements: [],
  lesson: null,
  terminals: [],
  clockAheadMs: null,
};
