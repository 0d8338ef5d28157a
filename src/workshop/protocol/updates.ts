import type { LabUpdate } from '../../lab/snapshot/lab-update.ts';
import type { Drawing } from './drawing.ts';
import type { Catalogue, LessonView } from './lesson.ts';
import type { TerminalEntry } from './terminal.ts';
import type { FlowStates, LiveOutage, LiveTraffic } from './traffic.ts';

/** The lab of a seat. */
export type LabState =
  | { readonly state: 'none' }
  | {
      readonly state: 'coming-up';
      readonly lab: string;
      /** What is being done, for people. */
      readonly step: string;
      /** Labs that come up before it, in a room. */
      readonly waiting: number;
    }
  | {
      readonly state: 'up';
      readonly lab: string;
      readonly id: string;
      readonly profile: string;
      readonly drawing: Drawing;
    }
  | { readonly state: 'ending'; readonly lab: string }
  | { readonly state: 'failed'; readonly lab: string; readonly message: string };

/** What a lab is busy with. Meanwhile nothing else can be done to it, except to end it. */
export interface Work {
  readonly kind: 'break' | 'heal' | 'start-over' | 'trial' | 'timer' | 'solve';
  /** For people: `Trial: instance-crash of vnet1gw-0`. */
  readonly text: string;
  /** What happens just now. */
  readonly step: string;
  /** Trials of other seats that come first; 0: it goes on. */
  readonly waiting: number;
  readonly canBeEnded: boolean;
}

/** A duration as a result has it, in milliseconds; null: nothing was lost, or it never came back. */
export interface MeasuredDirection {
  readonly label: string;
  readonly longestOutageMs: number | null;
  readonly flowsHit: number;
  readonly flows: number;
  readonly decidedBy: string | null;
  /** What the learner said, in seconds. */
  readonly predictedSeconds: number | null;
  /** What the program predicted, in milliseconds. */
  readonly toolPredictedMs: { readonly least: number; readonly most: number } | null;
}

/** A trial from the page, or of `switchover run` in this lab. */
export interface Measurement {
  readonly id: string;
  readonly at: string;
  readonly fault: string;
  readonly target: string;
  readonly profile: string;
  readonly directions: readonly MeasuredDirection[];
  /** Until everything was there again; null: not in time. */
  readonly redundancyMs: number | null;
  /** The report, a path of this server. */
  readonly report: string;
}

/** Who looks at the page. */
export interface SeatView {
  readonly name: string;
  /** Five characters that open the seat in another browser; null: one learner, no room. */
  readonly code: string | null;
  readonly handRaised: boolean;
  /** A message of the trainer; null: none. */
  readonly message: string | null;
  readonly paused: boolean;
  /** The trainer sees lab and terminals now. */
  readonly isLookedAt: boolean;
  readonly help: Help;
}

/** `offered`: the trainer asks whether to type in the terminals of a seat. `agreed`: the learner said yes. */
export type Help = 'none' | 'offered' | 'agreed';

/**
 * What the server tells a page, in one stream of server-sent events. A new stream begins with the present state: `seat`,
 * `catalogue`, `lab`, and with a lab `live` (a snapshot), `traffic`, `work`, `measurements`, `lesson` and
 * `terminals`.
 */
export type PageUpdate =
  | { readonly kind: 'seat'; readonly seat: SeatView }
  | { readonly kind: 'catalogue'; readonly catalogue: Catalogue }
  | { readonly kind: 'lab'; readonly lab: LabState }
  | { readonly kind: 'live'; readonly update: LabUpdate }
  | { readonly kind: 'traffic'; readonly traffic: LiveTraffic | null }
  | { readonly kind: 'flows'; readonly flows: FlowStates }
  | { readonly kind: 'outage'; readonly outage: LiveOutage }
  | { readonly kind: 'work'; readonly work: Work | null }
  | { readonly kind: 'measurements'; readonly measurements: readonly Measurement[] }
  | { readonly kind: 'lesson'; readonly lesson: LessonView | null }
  /** Those that are open, the oldest first. */
  | { readonly kind: 'terminals'; readonly terminals: readonly TerminalEntry[] }
  /** Something that was asked for did not work. */
  | { readonly kind: 'problem'; readonly message: string };
