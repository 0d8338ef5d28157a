import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { FaultParameters } from '../definition/fault-parameters.ts';
import { faultNamed, parameterObjection } from '../definition/known-fault.ts';
import { faults } from '../faults/by-name.ts';
import type { AnyFault, FaultRequest, Setting } from '../faults/kit/fault.ts';
import { stagesOf } from '../faults/kit/stages.ts';
import type { Blueprint } from '../lab/blueprint.ts';
import { textTable } from '../report/terminal/text-table.ts';

export interface Choice {
  readonly name: string;
  /** Undefined: the usual ones of the fault. */
  readonly target: string | undefined;
  readonly with: FaultParameters;
}

/**
 * What is to break: judged, with its targets and parameters, before anything is started.
 *
 * @throws SwitchoverError (wrong-input) when it cannot happen to this lab
 */
export function chosenFault({ name, target, with: parameters }: Choice, setting: Setting): AnyFault {
  const fault = faultNamed(faults, name);
  if (!fault) throw new SwitchoverError('wrong-input', `There is no fault "${name}".`);
  const unfit = parameterObjection(fault, parameters);
  if (unfit !== undefined) throw new SwitchoverError('wrong-input', `${fault.name} ${unfit}.`);
  const targets = target === undefined ? fault.targets(setting) : [target];
  if (targets.length === 0)
    throw new SwitchoverError(
      'wrong-input',
      `${setting.topology.lab} has nothing that ${fault.name} could happen to.`,
    );
  for (const one of targets) {
    const objection = fault.check(setting, { target: one, parameters });
    if (objection !== undefined) throw new SwitchoverError('wrong-input', objection);
  }
  return fault;
}

/**
 * What the engine's kernel cannot do is said before a lab comes up in vain.
 *
 * @throws SwitchoverError (environment) with what is missing
 */
export function refuseIfImpossible(
  fault: AnyFault,
  { target, with: parameters }: Omit<Choice, 'name'>,
  { kernel, ...setting }: Pick<Blueprint, 'definition' | 'topology' | 'kernel'>,
): void {
  const targets = target === undefined ? fault.targets(setting) : [target];
  const stages = targets.flatMap((one) => stagesOf(fault, setting, { target: one, parameters }));
  for (const { fault: single, request } of stages) {
    const refusal = single.refusal?.(kernel, request.parameters);
    if (refusal !== undefined)
      throw new SwitchoverError('environment', `${single.name} cannot be had here: ${refusal}.`);
  }
}

/** What a fault happens to in a lab that is up: the one that is named, or the usual ones. */
export const requestsFor = (
  fault: AnyFault,
  { target, with: parameters }: Omit<Choice, 'name'>,
  setting: Setting,
): FaultRequest[] =>
  (target === undefined ? fault.targets(setting) : [target]).map((one) => ({
    target: one,
    parameters,
  }));

/** For `--help`: every fault, and what it takes. */
export function faultsHelp(): string {
  const lines = faults.flatMap(({ name, summary, usualTarget, parameters }) => {
    const names = Object.keys(parameters);
    return [
      [`  ${name}`, `${summary}; default: ${usualTarget}`],
      ...(names.length > 0 ? [['', `--with ${names.join(', ')}`]] : []),
    ];
  });
  return `Faults:\n${textTable(lines)}`;
}
