import type { Engine } from '../../engine/engine.ts';
import { Refusal } from '../http/refusal.ts';
import type { Seat } from '../http/seat-services.ts';
import { hubSeat } from '../learner/hub-seat.ts';
import { lessonEntries } from '../learner/lesson-entries.ts';
import type { LoadedLesson } from '../lessons/loaded-lesson.ts';
import type { LessonMemory } from '../lessons/saved-lesson.ts';
import type { LabHub } from '../live/lab-hub.ts';

export interface RoomHubSeatOptions {
  readonly id: string;
  readonly hub: LabHub;
  readonly engine: Engine;
  /** The only lab that there is in the room. */
  readonly lab: string;
  readonly summary: Promise<string>;
  /** About this lab. */
  readonly lessons: readonly LoadedLesson[];
  readonly memory: LessonMemory;
}

/** A seat of a room whose lab is the one of a hub. */
export const roomHubSeat = ({ id, hub, engine, lab, summary, lessons, memory }: RoomHubSeatOptions): Seat =>
  hubSeat({
    ...{ id, hub, engine, lessons, memory },
    beforeOpen: async (request) => {
      if (request.lab !== lab) throw new Refusal(409, `This room has the lab ${lab} alone.`);
    },
    catalogue: async () => ({
      labs: [{ name: lab, summary: await summary, isUp: hub.state.state === 'up' }],
      lessons: lessonEntries(lessons),
    }),
  });
