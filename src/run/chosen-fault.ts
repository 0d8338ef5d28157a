import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { faultNamed, parameterObjection } from '../definition/known-fault.ts';
import { faults } from '../faults/by-name.ts';
import type { AnyFault, FaultRequest, Setting } from '../faults/kit/fault.ts';
import { partsOf } from '../faults/kit/parts.ts';
import type { Blueprint } from '../lab/blueprint.ts';
import type { FaultChoice } from './request.ts';

/**
 * The fault that was chosen, checked with its targets and parameters before anything is started.
 *
 * @throws SwitchoverError (wrong-input) when it cannot happen to this lab
 */
export function chosenFault(choice: FaultChoice, setting: Setting): AnyFault {
  const { lab } = setting.topology;
  const refusal = (message: string, about: { readonly target?: string } = {}) =>
    new SwitchoverError('wrong-input', message, { lab, fault: choice.name, ...about });
  const fault = faultNamed(faults, choice.name);
  if (!fault) throw refusal(`There is no fault "${choice.name}".`);
  const unfit = parameterObjection(fault, choice.parameters);
  if (unfit !== undefined) throw refusal(`${fault.name} ${unfit}.`);
  const requests = requestsFor(fault, choice, setting);
  if (requests.length === 0) throw refusal(`${lab} has nothing that ${fault.name} could happen to.`);
  for (const request of requests) {
    const objection = fault.check(setting, request);
    if (objection !== undefined) throw refusal(objection, { target: request.target });
  }
  return fault;
}

/**
 * Refuses a fault that the engine's kernel cannot do, before a lab comes up in vain.
 *
 * @throws SwitchoverError (environment) with what is missing
 */
export function refuseIfImpossible(
  fault: AnyFault,
  choice: FaultChoice,
  { kernel, ...setting }: Pick<Blueprint, 'definition' | 'topology' | 'kernel'>,
): void {
  const parts = requestsFor(fault, choice, setting).flatMap((request) => partsOf(fault, setting, request));
  for (const { fault: single, request } of parts) {
    const refusal = single.refusal?.(kernel, request.parameters);
    if (refusal === undefined) continue;
    throw new SwitchoverError('environment', `${single.name} is not possible here: ${refusal}.`, {
      fault: single.name,
    });
  }
}

/**
 * What a fault is asked to do: to the target that was chosen, or to each of its usual ones.
 */
export const requestsFor = (
  fault: AnyFault,
  { target, parameters }: FaultChoice,
  setting: Setting,
): FaultRequest[] =>
  (target === undefined ? fault.targets(setting) : [target]).map((one) => ({ target: one, parameters }));
