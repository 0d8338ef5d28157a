import { parametersOf } from '../../definition/fault-parameters.ts';
import { writtenParameters } from '../../definition/form/written-faults.ts';
import { faultsOf } from '../../faults/by-name.ts';
import type { AnyFault } from '../../faults/kit/fault.ts';
import { code, plain, table } from './table.ts';

/** Every fault: what happens, to what, how it can be done, and who can notice it without a timer. */
export function faultsReference(): string {
  return table([
    ['fault', 'what happens', 'parameters', 'who can notice'],
    ...faultsOf({ scenario: [] }).map((fault) => [
      code(fault.name),
      plain(fault.summary),
      parametersOf[fault.name].map(code).join(', '),
      noticeOf(fault),
    ]),
  ]);
}

const noticeOf = (fault: AnyFault): string =>
  fault.kind === 'single' ? fault.notice({}) : 'as for the faults that it is made of';

/** Every parameter of a fault. */
export function parametersReference(): string {
  return table([
    ['parameter', ''],
    ...Object.entries(writtenParameters.shape).map(([name, schema]) => [
      code(name),
      plain(schema.description ?? ''),
    ]),
  ]);
}
