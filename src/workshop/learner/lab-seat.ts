import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { Engine } from '../../engine/engine.ts';
import type { RunningLab } from '../../lab/running-labs.ts';
import { runningNode } from '../../run/live/running-node.ts';
import { Refusal } from '../http/refusal.ts';
import type { AzureView, Seat, SeatLab, SeatLessons, SeatTerminals } from '../http/seat-services.ts';
import type { Catalogue } from '../protocol/lesson.ts';
import type { Measurement, PageUpdate, SeatView } from '../protocol/updates.ts';
import { packetsOf } from '../terminals/packets-of.ts';
import { comparison } from './comparison.ts';

/** What owns the lab of a seat. */
export interface SeatHub extends SeatLab {
  readonly subscribe: (listener: (update: PageUpdate) => void) => () => void;
  readonly azure: (view: AzureView) => Promise<string>;
  readonly report: (id: string) => Promise<string | undefined>;
}

export interface LabSeatParts {
  readonly id: string;
  readonly hub: SeatHub;
  readonly terminals: SeatTerminals;
  readonly lessons: SeatLessons;
  /** The lab that is open, as it is on its engine. */
  readonly runningLab: (id: string) => Promise<{ readonly engine: Engine; readonly lab: RunningLab }>;
  /** Read anew whenever a lab comes up or goes. */
  readonly catalogue: () => Promise<Catalogue>;
}

/** One learner without a room. */
const alone: SeatView = {
  ...{ name: '', code: null, handRaised: false, message: null, paused: false },
  ...{ isLookedAt: false, help: 'none' },
};

/** A seat with a lab of its own, and all that a page may ask of it. */
export function labSeat({ id, hub, terminals, lessons, runningLab, catalogue }: LabSeatParts): Seat {
  let measurements: readonly Measurement[] = [];
  let labId: string | undefined;
  hub.subscribe((update) => {
    if (update.kind === 'measurements') ({ measurements } = update);
    if (update.kind === 'lab') labId = update.lab.state === 'up' ? update.lab.id : undefined;
  });
  return {
    id,
    lab: hub,
    terminals,
    lessons,
    subscribe: (listener) => {
      let isOver = false;
      const tellCatalogue = async () => {
        const found = await catalogue().catch((error: unknown) => error);
        if (isOver) return;
        if (isCatalogue(found)) listener({ kind: 'catalogue', catalogue: found });
        else listener({ kind: 'problem', message: reasonIn(found) });
      };
      listener({ kind: 'seat', seat: alone });
      void tellCatalogue();
      let before: string | undefined;
      const end = hub.subscribe((update) => {
        listener(update);
        if (update.kind !== 'lab') return;
        if (before !== undefined && before !== update.lab.state) void tellCatalogue();
        before = update.lab.state;
      });
      return () => {
        isOver = true;
        end();
      };
    },
    views: {
      azure: (view) => hub.azure(view),
      report: (run) => hub.report(run),
      compare: async ([first, second]) => {
        const [a, b] = [first, second].map((one) => measurements.find((each) => each.id === one));
        return a && b ? comparison(a, b) : undefined;
      },
      capture: async (request, gone) => {
        if (labId === undefined) throw new Refusal(409, 'No lab is up.');
        const { engine, lab } = await runningLab(labId);
        const container = await runningNode(engine, lab, request.node);
        const { interface: device = 'any', seconds } = request;
        return packetsOf(container, { interface: device, seconds }, gone);
      },
    },
  };
}

const isCatalogue = (found: unknown): found is Catalogue =>
  typeof found === 'object' && found !== null && 'labs' in found;

const reasonIn = (error: unknown): string =>
  error instanceof SwitchoverError ? error.message : 'The labs could not be listed.';
