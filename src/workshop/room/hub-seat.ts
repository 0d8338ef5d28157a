import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { runningLabs } from '../../lab/running-labs.ts';
import { Refusal } from '../http/refusal.ts';
import type { Seat } from '../http/seat-services.ts';
import { labSeat } from '../learner/lab-seat.ts';
import { withoutLessons } from '../learner/without-lessons.ts';
import { withoutTerminals } from '../learner/without-terminals.ts';
import type { LabHub } from '../live/lab-hub.ts';

export interface HubSeatOptions {
  readonly id: string;
  readonly hub: LabHub;
  readonly engine: Engine;
  /** The only lab that there is in the room. */
  readonly lab: string;
  readonly summary: Promise<string>;
}

/** A seat of a room whose lab is the one of a hub. */
export function hubSeat({ id, hub, engine, lab, summary }: HubSeatOptions): Seat {
  const onlyThis = (wanted: string) => {
    if (wanted !== lab) throw new Refusal(409, `This room has the lab ${lab} alone.`);
  };
  return labSeat({
    id,
    hub: {
      subscribe: (listener) => hub.subscribe(listener),
      open: async (request) => {
        onlyThis(request.lab);
        await hub.open(request);
      },
      close: () => hub.close(),
      break: (request) => hub.break(request),
      heal: (request) => hub.heal(request),
      startOver: (request) => hub.startOver(request),
      trial: (request) => hub.trial(request),
      changeTimer: async () => {
        throw new Refusal(404, 'Timers cannot be changed here yet: use `switchover timer`.');
      },
      stop: () => hub.stop(),
      azure: (view) => hub.azure(view),
      report: (run) => hub.report(run),
    },
    terminals: withoutTerminals,
    lessons: withoutLessons,
    runningLab: async (wanted) => {
      const found = (await runningLabs(engine)).find((one) => one.id === wanted);
      if (!found) throw new SwitchoverError('lab-not-ready', 'The lab is gone.');
      return { engine, lab: found };
    },
    catalogue: async () => ({
      labs: [{ name: lab, summary: await summary, isUp: hub.state.state === 'up' }],
      lessons: [],
    }),
  });
}
