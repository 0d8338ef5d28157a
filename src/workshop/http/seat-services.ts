import type { Readable } from 'node:stream';
import type { WebSocket } from 'ws';
import type {
  AnswerRequest,
  BreakRequest,
  CaptureRequest,
  HealRequest,
  OpenLabRequest,
  StartLessonRequest,
  StartOverRequest,
  TaskRequest,
  TerminalRequest,
  TimerRequest,
  TrialRequest,
} from '../protocol/requests.ts';
import type { PageUpdate } from '../protocol/updates.ts';
import type { TerminalRights } from '../terminals/attach-terminal.ts';

/**
 * Who sits at a page, and all that the page may ask for. Whatever an action is about belongs to this seat: the server
 * passes on no name of another one.
 */
export interface Seat {
  readonly id: string;
  /** Tells the present state at once, and then every update. Returns how to end it. */
  readonly subscribe: (listener: (update: PageUpdate) => void) => () => void;
  readonly lab: SeatLab;
  readonly terminals: SeatTerminals;
  readonly lessons: SeatLessons;
  readonly views: SeatViews;
  /** In a room: asks for the trainer, or no more. */
  readonly raiseHand?: (isRaised: boolean) => Promise<void>;
  /** In a room: lets the trainer type in the terminals, or no more. */
  readonly answerHelp?: (isAgreed: boolean) => Promise<void>;
}

/**
 * What is done to the lab. Each resolves when the work has begun: how it goes on is told by updates. It rejects with a
 * SwitchoverError or a Refusal when it cannot begin.
 */
export interface SeatLab {
  readonly open: (request: OpenLabRequest) => Promise<void>;
  readonly close: () => Promise<void>;
  readonly break: (request: BreakRequest) => Promise<void>;
  readonly heal: (request: HealRequest) => Promise<void>;
  readonly startOver: (request: StartOverRequest) => Promise<void>;
  readonly trial: (request: TrialRequest) => Promise<void>;
  readonly changeTimer: (request: TimerRequest) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface SeatTerminals {
  readonly open: (request: TerminalRequest) => Promise<{ readonly id: string }>;
  /** How a socket is connected to a terminal of this seat; undefined: the seat has none with this id. */
  readonly find: (id: string) => ConnectTerminal | undefined;
  /** Ends a terminal and its shell; one that is not there has ended before. */
  readonly close: (id: string) => Promise<void>;
}

/** @param rights absent: the page may do everything */
export type ConnectTerminal = (socket: WebSocket, rights?: TerminalRights) => void;

export interface SeatLessons {
  readonly start: (request: StartLessonRequest) => Promise<void>;
  readonly leave: () => Promise<void>;
  readonly answer: (request: AnswerRequest) => Promise<void>;
  readonly hint: (request: TaskRequest) => Promise<void>;
  readonly solve: (request: TaskRequest) => Promise<void>;
  /** Opens a task although others come first: for the trainer alone, no page of a seat can ask for it. */
  readonly openStep: (request: TaskRequest) => Promise<void>;
  /** Leaves the lesson, and forgets all progress: somebody else gets the seat. */
  readonly forget?: () => Promise<void>;
  /** A picture beside the present lesson; undefined: it has none with this name. */
  readonly picture: (name: string) => Promise<Picture | undefined>;
}

export interface Picture {
  readonly type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml';
  readonly content: Uint8Array;
}

export const azureViews = [
  'connections',
  'bgp-peers',
  'learned-routes',
  'advertised-routes',
  'metrics',
] as const;
export type AzureView = (typeof azureViews)[number];

export interface SeatViews {
  /** What `switchover az` prints. */
  readonly azure: (view: AzureView) => Promise<string>;
  /** report.html of a measurement of this seat; undefined: it has none with this id. */
  readonly report: (id: string) => Promise<string | undefined>;
  /** Two measurements of this seat side by side, as text; undefined: it does not have both. */
  readonly compare: (ids: readonly [string, string]) => Promise<string | undefined>;
  /** Packets as a file for Wireshark. @param signal aborts when nobody reads them any more */
  readonly capture: (request: CaptureRequest, signal: AbortSignal) => Promise<Readable>;
}

/** Who may come in. */
export interface SeatServices {
  /** The seat of a token, that of a link or of a cookie; it was taken away: undefined. */
  readonly seatOf: (token: string) => Seat | undefined;
}
