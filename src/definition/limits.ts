import type { Definition, Limits } from './definition.ts';
import { type FaultParameters, parametersText } from './fault-parameters.ts';
import type { ProfileName } from './profile.ts';

/** A case that limits could be known for. */
interface Broken {
  readonly fault: string;
  /** As it was asked for, in lower case; undefined: the usual one. */
  readonly target: string | undefined;
  readonly parameters: FaultParameters;
  readonly profile: ProfileName;
}

/** What a lab's own `expect` says about a case; undefined: nothing. */
export function limitsFor(
  { expect }: Definition,
  { fault, target, parameters, profile }: Broken,
): Limits | undefined {
  const own = expect.find(
    (one) =>
      one.fault === fault &&
      one.target === target &&
      parametersText(one.parameters) === parametersText(parameters),
  );
  return own?.limits[profile];
}
