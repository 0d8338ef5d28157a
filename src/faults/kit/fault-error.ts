import { type ErrorFields, SwitchoverError } from '../../base/errors/switchover-error.ts';

/** A fault could not be applied, or had no effect. */
export class FaultError extends SwitchoverError {
  override readonly name = 'FaultError';

  constructor(message: string, fields: ErrorFields = {}) {
    super('nothing-measured', message, fields);
  }
}
