import type { Help, LabState, Work } from './updates.ts';

/** The paths of the trainer's page. All of them need the trainer's cookie. */
export const trainerPaths = {
  /** GET, text/event-stream of {@link TrainerUpdate}. */
  stream: '/api/trainer/stream',
  /** GET, text/event-stream of `PageUpdate`: what the page of a seat is told. */
  look: '/api/trainer/seats/:seat/stream',
  /** GET with upgrade to a WebSocket: looks at a terminal of a seat, and types there while the learner agrees. */
  terminal: '/api/trainer/seats/:seat/terminals/:id',
  /** POST: asks the learner whether the trainer may type in the terminals as well. */
  offerHelp: '/api/trainer/seats/:seat/help/offer',
  /** POST: takes the offer back, or ends the help. */
  endHelp: '/api/trainer/seats/:seat/help/end',
  /** POST `MessageRequest`. */
  tell: '/api/trainer/seats/:seat/message',
  /** POST: the hand is seen. */
  lowerHand: '/api/trainer/seats/:seat/lower-hand',
  /** POST: heals the lab and starts its nodes again, after the learner was told. */
  reset: '/api/trainer/seats/:seat/reset',
  /** POST: does the solution of the step. */
  solve: '/api/trainer/seats/:seat/solve',
  /** POST: takes the seat from who has it. */
  free: '/api/trainer/seats/:seat/free',
  /** POST `MessageRequest`. */
  tellAll: '/api/trainer/message',
  /** POST `PauseRequest`. */
  pause: '/api/trainer/pause',
  /** POST `BreakAllRequest`. */
  breakAll: '/api/trainer/break',
  healAll: '/api/trainer/heal',
  /** POST `StartLessonRequest`: opens a lesson everywhere. */
  openLesson: '/api/trainer/lesson',
  /** POST `TaskRequest`: opens a step of the lesson wherever the lesson is open. */
  openStep: '/api/trainer/step',
  /** GET: a table. */
  results: '/api/trainer/results.csv',
  /** POST: removes the labs of all seats and the room. */
  close: '/api/trainer/close',
} as const;

/** A seat on the trainer's page: how far it is, never what was typed. */
export interface SeatTile {
  readonly number: number;
  /** Null: the seat is free. */
  readonly name: string | null;
  /** Opens the seat in another browser: for a learner who lost it. Null: the seat is free. */
  readonly code: string | null;
  /** Pages of the learner that are open. */
  readonly pages: number;
  readonly handRaised: boolean;
  readonly help: Help;
  readonly lab: LabState['state'];
  /** For people, what of the lab is worth knowing: `1 before it`, why it failed. */
  readonly labText: string | null;
  readonly work: Work['kind'] | null;
  /** Faults that are active in its lab, by name and target. */
  readonly faults: readonly string[];
  /** Whether everything is there that full redundancy needs; null: not known. */
  readonly isComplete: boolean | null;
  readonly lesson: SeatLessonTile | null;
}

export interface SeatLessonTile {
  readonly title: string;
  readonly tasks: number;
  readonly passed: number;
  /** The step that the learner is at; null: all are passed. */
  readonly step: {
    readonly title: string;
    /** From 1. */
    readonly number: number;
    /** Its checks; true: it holds. */
    readonly lamps: readonly boolean[];
    readonly minutes: number;
    readonly hints: number;
  } | null;
}

export interface RoomView {
  readonly lab: string;
  readonly lesson: string | null;
  /** Where learners join. */
  readonly joinLink: string;
  readonly paused: boolean;
  readonly message: string | null;
  readonly seats: readonly SeatTile[];
  /** Of the lesson that is open. */
  readonly steps: readonly { readonly id: string; readonly title: string }[];
  /** Names of the faults that can be had of this lab, each with its targets. */
  readonly faults: readonly { readonly fault: string; readonly targets: readonly string[] }[];
}

export type TrainerUpdate =
  | { readonly kind: 'room'; readonly room: RoomView }
  /** Something that was asked for did not work in some seats. */
  | { readonly kind: 'problem'; readonly message: string };
