import * as z from 'zod';
import { asGiven } from '../../definition/fault-parameters.ts';
import { parametersOfAll, targetKinds } from '../../definition/known-fault.ts';
import { faults } from '../../faults/by-name.ts';
import type { AnyFault } from '../../faults/kit/fault.ts';
import { code, plain, table } from './table.ts';

/** Every fault: what happens, to what, how it can be done, and who can notice it without a timer. */
export function faultsReference(): string {
  return table([
    ['fault', 'what happens', 'usual target', 'parameters', 'who can notice'],
    ...faults.map((fault) => [
      code(fault.name),
      plain(fault.summary),
      plain(fault.usualTarget),
      Object.keys(fault.parameters).map(code).join(', '),
      noticeOf(fault),
    ]),
  ]);
}

/** Every kind of target, and the faults that can happen to it. */
export function targetsReference(): string {
  return table([
    ['target', 'faults'],
    ...Object.entries(targetKinds).flatMap(([kind, words]) => {
      const own = faults.filter((fault) => fault.targetKinds.some((one) => one === kind));
      return own.length === 0 ? [] : [[plain(words), own.map(({ name }) => code(name)).join(', ')]];
    }),
  ]);
}

/** As usual, and for those values of a parameter with which it is different. */
function noticeOf(fault: AnyFault): string {
  if (fault.kind === 'composite') return 'as for the faults that it is made of';
  const usual = fault.notice({});
  const others = Object.entries(fault.parameters).flatMap(([name, schema]) =>
    choicesOf(z.toJSONSchema(asGiven(schema)))
      .filter((choice) => fault.notice({ [name]: choice }) !== usual)
      .map((choice) => `${fault.notice({ [name]: choice })} with ${code(`${name}=${choice}`)}`),
  );
  return [usual, ...others].join('; ');
}

/** Every parameter of a fault. */
export function parametersReference(): string {
  return table([
    ['parameter', '', 'values'],
    ...Object.entries(parametersOfAll(faults)).map(([name, schema]) => [
      code(name),
      plain(schema.description ?? ''),
      valuesOf(z.toJSONSchema(asGiven(schema))),
    ]),
  ]);
}

function valuesOf(schema: z.core.JSONSchema.BaseSchema): string {
  const choices = choicesOf(schema);
  if (choices.length > 0) return choices.map((choice) => code(String(choice))).join(', ');
  const { minimum, maximum } = schema;
  return minimum === undefined || maximum === undefined ? 'a name' : `${minimum} to ${maximum}`;
}

/** The values of a parameter that has only a few. */
function choicesOf({ type, enum: words }: z.core.JSONSchema.BaseSchema): (string | boolean)[] {
  return type === 'boolean' ? [true, false] : (words ?? []).map(String);
}
