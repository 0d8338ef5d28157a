import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Definition } from '../definition/definition.ts';
import { type FaultParameters, parameterObjection, parametersOf } from '../definition/fault-parameters.ts';
import { faultNamed, faultsOf } from '../faults/by-name.ts';
import type { AnyFault, FaultRequest, HolderOf } from '../faults/kit/fault.ts';
import { stagesOf } from '../faults/kit/stages.ts';
import type { Blueprint } from '../lab/blueprint.ts';
import { textTable } from '../report/terminal/text-table.ts';
import type { Topology } from '../topology/topology.ts';

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
export function chosenFault(
  { name, target, with: parameters }: Choice,
  definition: Definition,
  topology: Topology,
): AnyFault {
  const fault = faultNamed(name, definition);
  if (!fault) throw new SwitchoverError('wrong-input', `There is no fault "${name}".`);
  const unfit = parameterObjection(fault.name, parameters);
  if (unfit !== undefined) throw new SwitchoverError('wrong-input', `${fault.name} ${unfit}.`);
  const targets = target === undefined ? fault.targets(topology) : [target];
  if (targets.length === 0)
    throw new SwitchoverError(
      'wrong-input',
      `${topology.lab} has nothing that ${fault.name} could happen to.`,
    );
  for (const one of targets) {
    const objection = fault.check(topology, { target: one, with: parameters });
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
  { topology, kernel }: Pick<Blueprint, 'topology' | 'kernel'>,
): void {
  const targets = target === undefined ? fault.targets(topology) : [target];
  const stages = targets.flatMap((one) => stagesOf(fault, topology, { target: one, with: parameters }));
  for (const { fault: single, request } of stages) {
    const refusal = single.refusal?.(kernel, request.with);
    if (refusal !== undefined)
      throw new SwitchoverError('environment', `${single.name} cannot be had here: ${refusal}.`);
  }
}

/** What a fault happens to in a lab that is up: the one that is named, or the usual ones. */
export const requestsFor = (
  fault: AnyFault,
  { target, with: parameters }: Omit<Choice, 'name'>,
  topology: Topology,
  holderOf: HolderOf,
): FaultRequest[] =>
  (target === undefined ? fault.targets(topology, holderOf) : [target]).map((one) => ({
    target: one,
    with: parameters,
  }));

/** For `--help`: every fault, and what it takes. */
export function faultsHelp(): string {
  const lines = faultsOf({ scenario: [] }).flatMap(({ name, summary }) => [
    [`  ${name}`, summary],
    ...(parametersOf[name].length > 0 ? [['', `--with ${parametersOf[name].join(', ')}`]] : []),
  ]);
  return `Faults:\n${textTable(lines)}`;
}
