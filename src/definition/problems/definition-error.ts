import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { formatProblems } from './format-problems.ts';
import type { Problem } from './problem.ts';

/** A definition that cannot be used. Carries all of its problems in the order of the file, warnings too. */
export class DefinitionError extends SwitchoverError {
  override readonly name = 'DefinitionError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('wrong-input', formatProblems(problems), { problems });
    this.problems = problems;
  }
}
