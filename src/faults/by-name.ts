import type { Definition } from '../definition/definition.ts';
import { flap } from './flap.ts';
import type { AnyFault } from './kit/fault.ts';
import { scenarioOf } from './scenario.ts';
import { singleFaults } from './single-faults.ts';

/** Everything that can be asked to be broken in a lab: what a scenario does is the lab's own. */
export const faultsOf = ({ scenario }: Pick<Definition, 'scenario'>): readonly AnyFault[] => [
  ...singleFaults,
  flap,
  scenarioOf(scenario),
];

/** A fault of a lab by the name under which it is asked for. */
export const faultNamed = (name: string, definition: Pick<Definition, 'scenario'>): AnyFault | undefined =>
  faultsOf(definition).find((fault) => fault.name === name);
