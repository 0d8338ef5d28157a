import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Engine } from '../../engine/engine.ts';
import { runningLabs } from '../../lab/running-labs.ts';
import type { Seat, SeatLessons } from '../http/seat-services.ts';
import type { LabHub } from '../live/lab-hub.ts';
import type { Catalogue } from '../protocol/lesson.ts';
import type { OpenLabRequest } from '../protocol/requests.ts';
import { labSeat } from './lab-seat.ts';
import { LabTerminals } from './lab-terminals.ts';

export interface HubSeatParts {
  readonly id: string;
  readonly hub: LabHub;
  readonly engine: Engine;
  readonly lessons: SeatLessons;
  readonly catalogue: () => Promise<Catalogue>;
  /** Before a lab is opened from the page; it may refuse. */
  readonly beforeOpen: (request: OpenLabRequest) => Promise<void>;
}

/** A seat whose lab is the one of a hub, with terminals into its nodes. */
export function hubSeat({ id, hub, engine, lessons, catalogue, beforeOpen }: HubSeatParts): Seat {
  const terminals = new LabTerminals(engine);
  hub.subscribe((update) => {
    if (update.kind === 'lab') terminals.hear(update.lab);
  });
  return labSeat({
    ...{ id, terminals, lessons, catalogue },
    hub: {
      subscribe: (listener) => hub.subscribe(listener),
      open: async (request) => {
        await beforeOpen(request);
        await hub.open(request);
      },
      close: () => hub.close(),
      break: (request) => hub.break(request),
      heal: (request) => hub.heal(request),
      startOver: (request) => hub.startOver(request),
      trial: (request) => hub.trial(request),
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
