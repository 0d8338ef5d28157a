import type { RoomView, SeatLessonTile, SeatTile } from '../protocol/trainer.ts';
import type { Company } from './company.ts';
import { type Glimpse, noGlimpse } from './glimpse.ts';
import { minutesBetween, onStepSince, stepOf } from './lesson-progress.ts';
import type { LessonProgress, RoomState, SeatState } from './room-state.ts';

/** What is not in the file of a room: the labs, and who looks. */
export interface Presence {
  readonly glimpse: Glimpse;
  readonly pages: number;
  readonly company: Pick<Company, 'help'>;
}

export interface RoomCircumstances {
  readonly joinLink: string;
  /** By the number of the seat. */
  readonly presence: ReadonlyMap<number, Presence>;
  /** An ISO date. */
  readonly now: string;
}

/** What the trainer sees. */
export function roomViewOf(room: RoomState, { joinLink, presence, now }: RoomCircumstances): RoomView {
  const { lab, lesson, paused, message, seats } = room;
  const drawings = [...presence.values()].map(({ glimpse }) => glimpse.drawing);
  const drawing = drawings.find((one) => one !== null);
  return {
    lab,
    lesson,
    joinLink,
    paused,
    message,
    seats: seats.map((seat) => tileOf(seat, presence.get(seat.number), now)),
    steps: stepsOf(room),
    faults: Object.keys(drawing?.faults ?? {}).map((fault) => ({
      fault,
      targets: (drawing?.parts ?? []).flatMap((part) =>
        part.faults
          .filter((one) => one.fault === fault && one.refusal === undefined)
          .map(({ target }) => target),
      ),
    })),
  };
}

/** Of the lesson of the room, or of another one that somebody has open. */
function stepsOf({ lesson, seats }: RoomState): RoomView['steps'] {
  const open = seats.flatMap((seat) => (seat.lesson === null ? [] : (seat.lessons[seat.lesson] ?? [])));
  const shown = open.find(({ id }) => id === lesson) ?? open[0];
  return (shown?.tasks ?? []).map(({ id, title }) => ({ id, title }));
}

function tileOf(seat: SeatState, presence: Presence | undefined, now: string): SeatTile {
  const { drawing: _, ...glimpse } = presence?.glimpse ?? noGlimpse;
  const lesson = seat.lesson === null ? undefined : seat.lessons[seat.lesson];
  return {
    ...glimpse,
    number: seat.number,
    name: seat.name,
    code: seat.name === null ? null : seat.code,
    pages: presence?.pages ?? 0,
    handRaised: seat.handRaisedAt !== null,
    help: presence?.company.help ?? 'none',
    lesson: lesson ? lessonTile(lesson, now) : null,
  };
}

function lessonTile(lesson: LessonProgress, now: string): SeatLessonTile {
  const step = stepOf(lesson);
  return {
    title: lesson.title,
    tasks: lesson.tasks.length,
    passed: lesson.tasks.filter(({ state }) => state === 'passed').length,
    step: step
      ? {
          title: step.title,
          number: lesson.tasks.indexOf(step) + 1,
          lamps: step.lamps,
          minutes: minutesBetween(onStepSince(lesson) ?? now, now),
          hints: step.hints,
        }
      : null,
  };
}
