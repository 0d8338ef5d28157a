import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { Refusal } from './refusal.ts';

export interface ErrorAnswer {
  readonly status: Refusal['status'] | 500;
  readonly message: string;
  readonly isBug: boolean;
}

/** What the page is told of an error. Of a defect of this program it learns nothing: a stack is not its business. */
export function answerTo(error: unknown): ErrorAnswer {
  if (error instanceof Refusal) return { status: error.status, message: error.message, isBug: false };
  if (error instanceof SwitchoverError && error.kind !== 'bug') {
    return { status: statuses[error.kind], message: error.message, isBug: false };
  }
  return { status: 500, message: 'The workshop made a mistake. Its terminal says which.', isBug: true };
}

const statuses = {
  'wrong-input': 400,
  'nothing-measured': 409,
  'lab-not-ready': 409,
  environment: 503,
  interrupted: 503,
} as const;
