import { commandLine } from '../base/command-line.ts';
import { isOfKind } from '../base/errors/switchover-error.ts';
import type { Definition, Expectation, ScenarioEvent } from '../definition/definition.ts';
import { profileNamed } from '../definition/profile.ts';
import { type Placed, placedExpectations, placedScenario } from '../definition/rules/placed.ts';
import type { Finding } from '../definition/rules/rule.ts';
import { buildTopology } from '../topology/build-topology.ts';
import { chosenFault } from './chosen-fault.ts';

/**
 * The faults in a lab file that can never happen to its lab: an unknown target, or one of the wrong kind. The rules of
 * `definition` cannot see this, because it takes the topology and the faults themselves.
 *
 * @param definition one that follows all rules
 */
export function unfitFaults(definition: Definition): Finding[] {
  // Names and kinds of targets are the same with every profile.
  const setting = { definition, topology: buildTopology(definition, profileNamed('azure')) };
  const objectionTo = ({ fault, target, parameters }: ScenarioEvent | Expectation): string | undefined => {
    try {
      chosenFault({ name: fault, target, parameters }, setting);
      return undefined;
    } catch (error) {
      if (!isOfKind(error, 'wrong-input')) throw error;
      return error.message;
    }
  };
  const findingAt = ({ value, path }: Placed<ScenarioEvent | Expectation>): Finding[] => {
    const message = objectionTo(value);
    if (message === undefined) return [];
    return [
      {
        rule: 'unfit-fault',
        severity: 'error',
        path: [...path, value.target === undefined ? 'fault' : 'target'],
        message,
        advice: `docs/faults.md lists what each fault can hit; ${commandLine('run LAB --dry-run')} lists the nodes of the lab.`,
      },
    ];
  };
  const steps = placedScenario(definition).flatMap(findingAt);
  // The scenario as a whole has no faults of its own: they were looked at one by one.
  const expected = placedExpectations(definition).filter(
    ({ value }) => value.fault !== 'scenario' || steps.length === 0,
  );
  return [...expected.flatMap(findingAt), ...steps];
}
