import * as z from 'zod';
import { type FaultParameters, onlyGiven, type ParameterShape } from '../../definition/fault-parameters.ts';
import type { Actions, Askable, CompositeFault, Composition, Fault, FaultRequest } from './fault.ts';

/**
 * A fault that is applied by itself. Its functions get its parameters as its own schemas type them, defaults included.
 * From outside, parameters of all faults have one type; the schemas stand between the two.
 */
export function fault<const Name extends string, Shape extends ParameterShape>(
  spec: Spec<Name, Shape> & Actions<Values<Shape>>,
): Fault<Name> {
  const { refusal, impossibleNow } = spec;
  const { values, request, asked } = typed(spec);
  return {
    ...asked,
    kind: 'single',
    notice: (parameters) => spec.notice(values(parameters)),
    ...(refusal && { refusal: (kernel, parameters) => refusal(kernel, values(parameters)) }),
    ...(impossibleNow && { impossibleNow: (bench, one) => impossibleNow(bench, request(one)) }),
    breaks: (topology, one) => spec.breaks(topology, request(one)),
    undo: (situation, one) => spec.undo(situation, request(one)),
    apply: (bench, one) => spec.apply(bench, request(one)),
    verify: (bench, one, appliedAt) => spec.verify(bench, request(one), appliedAt),
  };
}

/** A fault that is made of others. */
export function compositeFault<const Name extends string, Shape extends ParameterShape>(
  spec: Spec<Name, Shape> & Composition<Values<Shape>>,
): CompositeFault<Name> {
  const { request, asked } = typed(spec);
  return { ...asked, kind: 'composite', parts: (setting, one) => spec.parts(setting, request(one)) };
}

function typed<Name extends string, Shape extends ParameterShape>(spec: Spec<Name, Shape>) {
  const { objection, ...rest } = spec;
  const schema = z.strictObject(spec.parameters);
  const values = (parameters: FaultParameters) => schema.parse(onlyGiven(parameters));
  const request = ({ target, parameters }: FaultRequest) => ({ target, parameters: values(parameters) });
  const asked: Askable<FaultParameters, Name> = {
    ...rest,
    ...(objection && { objection: (parameters) => objection(values(parameters)) }),
    check: (setting, one) => spec.check(setting, request(one)),
  };
  return { values, request, asked };
}

type Values<Shape extends ParameterShape> = z.output<z.ZodObject<Shape, z.core.$strict>>;

type Spec<Name extends string, Shape extends ParameterShape> = Askable<Values<Shape>, Name> & {
  readonly parameters: Shape;
};
