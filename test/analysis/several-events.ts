import type { AnalysisContext } from '../../src/analysis/recovery/recovery-map.ts';
import type { AppliedFault } from '../../src/observations/applied-fault.ts';
import type { NodeEvent } from '../../src/observations/events/node-event.ts';
import type { Observations } from '../../src/observations/observations.ts';
import { crash, context as crashContext, type Disturbance, ms, observe, tunnels } from './synthetic.ts';

/** What happens in a trial: events, what they mean, and the traffic that is lost. */
export interface Shape {
  readonly events: readonly AppliedFault[];
  readonly context: AnalysisContext;
  readonly disturbances: readonly Disturbance[];
  /** What the nodes noticed. */
  readonly nodeEvents: readonly NodeEvent[];
}

/** When the first event comes. */
export const t0Ms = 5000;
const moment = (at: number, halfWidth = 0.05) => ({ lower: ms(at - halfWidth), upper: ms(at + halfWidth) });

/** An instance dies, and its replacement comes after 6 s. */
export const crashAt = (at: number, halfWidth?: number): AppliedFault => ({
  fault: 'instance-crash',
  target: 'vnet1gw-0',
  appliedAt: moment(at, halfWidth),
  undoneAt: ms(at + 6000),
  deadNodes: ['vnet1gw-0'],
  away: [{ node: 'vnet1gw-0', seconds: 6 }],
});

/** A line gets worse for 8 s. */
export const degradeAt = (at: number): AppliedFault => ({
  fault: 'link-degrade',
  target: 'device1:wan0',
  appliedAt: moment(at),
  undoneAt: ms(at + 8000),
  deadNodes: [],
  away: [],
});

const [crashMeaning] = crashContext.events;
const meaningOf = ({ fault }: AppliedFault) =>
  fault === 'instance-crash' && crashMeaning
    ? crashMeaning
    : { silent: true, recovery: [], needsRepair: false, stranded: [] };

export const shape = (events: readonly AppliedFault[], disturbances: readonly Disturbance[]): Shape => ({
  events,
  disturbances,
  nodeEvents: [],
  context: { ...crashContext, events: events.map(meaningOf) },
});

/** Every packet of a path that was sent between two moments (ms). */
export const lost = (
  direction: Disturbance['direction'],
  path: string,
  from: number,
  to: number,
): Disturbance => ({
  direction,
  path,
  from: ms(from),
  to: ms(to),
});

/** What is observed of it. */
export function observed({ events, disturbances, nodeEvents }: Shape): Observations {
  const [first] = events;
  return {
    ...observe({ disturbances, events: nodeEvents }),
    events,
    ...(events.length > 1 && { fault: { name: 'scenario', target: 'dual-redundancy' } }),
    ...(first && { t0: first.appliedAt }),
  };
}

/** A line gets worse and loses a few packets; 4 s later an instance dies. */
export const degradeAndCrash: Shape = {
  ...shape(
    [degradeAt(t0Ms), crashAt(t0Ms + 4000)],
    [
      lost('outward', tunnels[2], 5100, 5130),
      lost('return', tunnels[0], 5400, 5430),
      ...(crash().disturbances ?? []).map((one) => ({
        ...one,
        from: one.from + ms(4000),
        to: one.to + ms(4000),
      })),
    ],
  ),
  nodeEvents: (crash().events ?? []).map((event) => ({ ...event, time: event.time + ms(4000) })),
};
