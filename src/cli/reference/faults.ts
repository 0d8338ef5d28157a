import * as z from 'zod';
import { asGiven } from '../../definition/fault-parameters.ts';
import { parametersOfAll, targetWords } from '../../definition/known-fault.ts';
import { faults } from '../../faults/by-name.ts';
import type { AnyFault } from '../../faults/kit/fault.ts';
import { code, plain, table } from './table.ts';

/** Every fault: what happens, to what, how it can be done, and who can notice it without a timer. */
export function faultsReference(): string {
  return table([
    ['fault', 'what happens', 'target', 'usual target', 'parameters', 'who can notice'],
    ...faults.map((fault) => [
      code(fault.name),
      plain(fault.summary),
      plain(targetWords([fault])),
      plain(fault.usualTarget),
      Object.keys(fault.parameters).map(code).join(', '),
      noticeOf(fault),
    ]),
  ]);
}

const noticeOf = (fault: AnyFault): string =>
  fault.kind === 'single' ? fault.notice({}) : 'as for the faults that it is made of';

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

function valuesOf({ type, enum: words, minimum, maximum }: z.core.JSONSchema.BaseSchema): string {
  if (words) return words.map((word) => code(String(word))).join(', ');
  if (type === 'boolean') return [true, false].map(String).map(code).join(', ');
  return minimum === undefined || maximum === undefined ? 'a name' : `${minimum} to ${maximum}`;
}
