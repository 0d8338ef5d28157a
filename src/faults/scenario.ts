import type { ScenarioEvent } from '../definition/definition.ts';
import { faultNamed } from '../definition/known-fault.ts';
import { compositeFault } from './kit/define-fault.ts';
import type { AnyFault, FaultPart, Setting } from './kit/fault.ts';
import { FaultError } from './kit/fault-error.ts';
import { partsOf } from './kit/parts.ts';

/**
 * The faults that a lab lists, each at its time.
 *
 * @param faults those that it can list
 */
export function scenarioOf(faults: readonly AnyFault[]) {
  const faultOf = ({ fault: name }: ScenarioEvent): AnyFault => {
    const found = faultNamed(faults, name);
    if (!found) throw new FaultError(`There is no fault ${name}.`);
    return found;
  };
  /** The one that is named, or the first of the usual ones. */
  const targetOf = (event: ScenarioEvent, setting: Setting): string | undefined =>
    event.target ?? faultOf(event).targets(setting)[0];

  function objectionTo(event: ScenarioEvent, setting: Setting): string | undefined {
    const { parameters } = event;
    const target = targetOf(event, setting);
    const objection =
      target === undefined ? nothingToHappenTo : faultOf(event).check(setting, { target, parameters });
    return objection && `${event.fault} after ${event.atSeconds} s: ${objection}`;
  }

  function partsOfEvent(event: ScenarioEvent, setting: Setting): FaultPart[] {
    const { parameters } = event;
    const target = targetOf(event, setting);
    if (target === undefined) throw new FaultError(`${event.fault}: ${nothingToHappenTo}`);
    return partsOf(faultOf(event), setting, { target, parameters }).map((part) => ({
      ...part,
      atSeconds: event.atSeconds + part.atSeconds,
    }));
  }

  return compositeFault({
    name: 'scenario',
    summary: 'the faults that the lab lists in its scenario, each at its time',
    usualTarget: 'the lab',
    parameters: {},
    targetKinds: ['lab'],
    needs: 'scenario',
    targets: ({ definition: { scenario }, topology }) => (scenario.length === 0 ? [] : [topology.lab]),
    check(setting, { target }) {
      const { definition, topology } = setting;
      if (target !== topology.lab) return `A scenario happens to the lab ${topology.lab}, not to ${target}.`;
      if (definition.scenario.length === 0) return `${topology.lab} has no scenario.`;
      return definition.scenario
        .map((event) => objectionTo(event, setting))
        .find((objection) => objection !== undefined);
    },
    parts: (setting) =>
      setting.definition.scenario
        .flatMap((event) => partsOfEvent(event, setting))
        .sort((a, b) => a.atSeconds - b.atSeconds),
  });
}

const nothingToHappenTo = 'the lab has nothing that this fault could happen to.';
