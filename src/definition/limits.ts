import type { Definition, Limits } from './definition.ts';
import { type FaultParameters, parametersText } from './fault-parameters.ts';
import type { ProfileName } from './profile.ts';

/** A case that limits could be known for. */
interface Broken {
  readonly fault: string;
  /** As it was asked for, in lower case; undefined: the usual one. */
  readonly target: string | undefined;
  readonly with: FaultParameters;
  readonly profile: ProfileName;
}

/** What a lab's own `expect` says about a case; undefined: nothing. */
export function limitsFor(
  { expect }: Definition,
  { fault, target, with: parameters, profile }: Broken,
): Limits | undefined {
  const own = expect.find(
    (one) =>
      one.fault === fault && one.target === target && parametersText(one.with) === parametersText(parameters),
  );
  return own?.limits[profile];
}
