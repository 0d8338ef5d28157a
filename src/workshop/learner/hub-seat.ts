import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { runningLabs } from '../../lab/running-labs.ts';
import type { Seat } from '../http/seat-services.ts';
import type { LoadedLesson } from '../lessons/loaded-lesson.ts';
import type { LessonMemory } from '../lessons/saved-lesson.ts';
import type { LabHub } from '../live/lab-hub.ts';
import type { Catalogue, LessonEntry } from '../protocol/lesson.ts';
import type { OpenLabRequest } from '../protocol/requests.ts';
import { HubLessons } from './hub-lessons.ts';
import { labSeat } from './lab-seat.ts';
import { LabTerminals } from './lab-terminals.ts';

export interface HubSeatParts {
  readonly id: string;
  readonly hub: LabHub;
  readonly engine: Engine;
  /** That can be taken here. */
  readonly lessons: readonly LoadedLesson[];
  readonly catalogue: () => Promise<Catalogue>;
  /** Where lessons are remembered. Absent: nowhere. */
  readonly memory?: LessonMemory | undefined;
  /** Before a lab is opened from the page; it may refuse. */
  readonly beforeOpen: (request: OpenLabRequest) => Promise<void>;
}

/** A seat whose lab is the one of a hub, with terminals into its nodes and with lessons. */
export function hubSeat({ id, hub, engine, lessons, catalogue, memory, beforeOpen }: HubSeatParts): Seat {
  const terminals = new LabTerminals(engine);
  hub.subscribe((update) => {
    if (update.kind === 'lab') terminals.hear(update.lab);
  });
  const open = async (request: OpenLabRequest) => {
    await beforeOpen(request);
    await hub.open(request);
  };
  const ofSeat = new HubLessons({ hub, lessons, open, memory });
  return labSeat({
    ...{ id, terminals, lessons: ofSeat },
    catalogue: async () => {
      const { labs, lessons: entries } = await catalogue();
      const passed = (one: LessonEntry) => ofSeat.passed(`${one.lab}/${one.id}`);
      return { labs, lessons: entries.map((one) => ({ ...one, passed: passed(one) })) };
    },
    hub: {
      subscribe: (listener) => {
        const ends = [ofSeat.subscribe(listener), terminals.subscribe(listener)];
        return () => {
          for (const end of ends) end();
        };
      },
      open,
      close: () => hub.close(),
      break: (request) => hub.break(request),
      heal: (request) => hub.heal(request),
      startOver: async (request) => {
        await hub.startOver(request);
        ofSeat.startedOver();
      },
      trial: async (request) => {
        ofSeat.refuseTrial();
        await hub.trial(request);
      },
      changeTimer: (request) => hub.changeTimer(request),
      stop: () => hub.stop(),
      azure: (view) => hub.azure(view),
      report: (run) => hub.report(run),
    },
    runningLab: async (wanted) => {
      const lab = (await runningLabs(engine)).find((one) => one.id === wanted);
      if (!lab) throw new SwitchoverError('lab-not-ready', 'The lab is gone.');
      return { engine, lab };
    },
  });
}
