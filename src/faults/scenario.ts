import type { ScenarioEvent } from '../definition/definition.ts';
import type { Topology } from '../topology/topology.ts';
import { flap } from './flap.ts';
import { type AnyFault, type CompositeFault, FaultError, type HolderOf, type Stage } from './kit/fault.ts';
import { stagesOf } from './kit/stages.ts';
import { singleFaults } from './single-faults.ts';

/** The faults that a lab lists, one after the other, each at its time. */
export const scenarioOf = (events: readonly ScenarioEvent[]): CompositeFault => ({
  kind: 'composite',
  name: 'scenario',
  summary: 'the faults that the lab lists in its scenario, each at its time',
  targets: ({ lab }) => (events.length === 0 ? [] : [lab]),
  check(topology, { target }) {
    if (target !== topology.lab) return `A scenario happens to the lab ${topology.lab}, not to ${target}.`;
    if (events.length === 0) return `${topology.lab} has no scenario.`;
    return events.map((event) => objectionTo(event, topology)).find((objection) => objection !== undefined);
  },
  stages: (topology, _, holderOf) =>
    events
      .flatMap((event) => stagesOfEvent(event, topology, holderOf))
      .sort((a, b) => a.atSeconds - b.atSeconds),
});

function objectionTo(event: ScenarioEvent, topology: Topology): string | undefined {
  const fault = faultOf(event);
  const target = targetOf(event, fault, topology);
  const objection =
    target === undefined ? nothingToHappenTo : fault.check(topology, { target, with: event.with });
  return objection && `${event.fault} after ${event.atSeconds} s: ${objection}`;
}

function stagesOfEvent(event: ScenarioEvent, topology: Topology, holderOf?: HolderOf): Stage[] {
  const fault = faultOf(event);
  const target = targetOf(event, fault, topology, holderOf);
  if (target === undefined) throw new FaultError(`${event.fault}: ${nothingToHappenTo}`);
  return stagesOf(fault, topology, { target, with: event.with }, holderOf).map((stage) => ({
    ...stage,
    atSeconds: event.atSeconds + stage.atSeconds,
  }));
}

const nothingToHappenTo = 'the lab has nothing that this could happen to.';

function faultOf({ fault }: ScenarioEvent): AnyFault {
  const found = [...singleFaults, flap].find(({ name }) => name === fault);
  if (!found) throw new FaultError(`There is no fault ${fault}.`);
  return found;
}

/** The one that is named, or the first of the usual ones. */
const targetOf = (
  { target }: ScenarioEvent,
  fault: AnyFault,
  topology: Topology,
  holderOf?: HolderOf,
): string | undefined => target ?? fault.targets(topology, holderOf)[0];
