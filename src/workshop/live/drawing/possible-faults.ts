import type { FaultParameters } from '../../../definition/fault-parameters.ts';
import { parameterObjection, type TargetKind } from '../../../definition/known-fault.ts';
import { faults } from '../../../faults/by-name.ts';
import type { AnyFault } from '../../../faults/kit/fault.ts';
import { partsOf } from '../../../faults/kit/parts.ts';
import type { PossibleFault } from '../../protocol/drawing.ts';
import { choicesOf } from './fault-forms.ts';
import type { DrawnLab } from './lab-parts.ts';

/** A target of faults, with its kind. */
export interface Target {
  readonly kind: TargetKind;
  readonly name: string;
}

/** Every fault that is about these kinds of targets, in the order of lists, with why it cannot be had. */
export const possibleFaults = (lab: DrawnLab, targets: readonly Target[]): PossibleFault[] =>
  faults.flatMap((fault) =>
    targets
      .filter(({ kind }) => fault.targetKinds.includes(kind))
      .map(({ name }) => possibleFault(lab, fault, name)),
  );

/** Where the defaults of its parameters do not suit the target, another choice may: `flap` of a tunnel needs `of=blackhole`. */
function possibleFault(lab: DrawnLab, fault: AnyFault, target: string): PossibleFault {
  const what = { fault: fault.name, target };
  const refusal = refusalOf(lab, fault, target, {});
  if (refusal === undefined) return what;
  const parameters = choicesOf(fault).find(
    (one) => parameterObjection(fault, one) === undefined && refusalOf(lab, fault, target, one) === undefined,
  );
  return parameters ? { ...what, parameters } : { ...what, refusal };
}

function refusalOf(
  { definition, topology, kernel }: DrawnLab,
  fault: AnyFault,
  target: string,
  parameters: FaultParameters,
): string | undefined {
  const setting = { definition, topology };
  const request = { target, parameters };
  const objection = fault.check(setting, request);
  if (objection !== undefined) return objection;
  // Parameters that are still missing are no reason: the form asks for them.
  if (parameterObjection(fault, parameters) !== undefined) return undefined;
  return partsOf(fault, setting, request)
    .map((part) => part.fault.refusal?.(kernel, part.request.parameters))
    .find((one) => one !== undefined);
}
