import { faultNamed, parameterObjection } from '../../known-fault.ts';
import { placedExpectations, placedScenario } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const unfitFaultParameter: Rule = {
  name: 'unfit-fault-parameter',
  severity: 'error',
  source: 'Every fault has its own parameters.',
  *check(definition, faults) {
    for (const { value, path } of [...placedExpectations(definition), ...placedScenario(definition)]) {
      const fault = faultNamed(faults, value.fault);
      const objection = fault && parameterObjection(fault, value.parameters);
      if (objection === undefined) continue;
      yield {
        path: [...path, 'with'],
        basis: [[...path, 'fault']],
        message: `${value.fault} ${objection}.`,
        advice: 'docs/faults.md lists the parameters of each fault.',
      };
    }
  },
};

export const scenarioBegin: Rule = {
  name: 'scenario-begins-late',
  severity: 'error',
  source: 'The times of a scenario and of its result count from its first fault.',
  *check(definition) {
    const [first] = definition.scenario;
    if (first === undefined || first.atSeconds === 0) return;
    yield {
      path: ['scenario'],
      basis: placedScenario(definition).map(({ path }) => [...path, 'atSeconds']),
      message: `The first fault of the scenario comes at ${first.atSeconds} s.`,
      advice: 'Give the first one atSeconds: 0, and count the others from there.',
    };
  },
};

export const expectedScenario: Rule = {
  name: 'expected-scenario-missing',
  severity: 'error',
  source: 'The fault "scenario" applies the faults of the lab file\'s scenario.',
  *check(definition, faults) {
    if (definition.scenario.length > 0) return;
    for (const { value, path } of placedExpectations(definition)) {
      if (faultNamed(faults, value.fault)?.needs !== 'scenario') continue;
      yield {
        path: [...path, 'fault'],
        basis: [['scenario']],
        message: 'The lab expects recovery from its scenario, but has no scenario.',
        advice: 'Add scenario: with one or more faults, or expect another fault.',
      };
    }
  },
};
