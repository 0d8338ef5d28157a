import type { Definition, Limits } from './definition.ts';
import { type FaultParameters, parametersText } from './fault-parameters.ts';
import type { ProfileName } from './profile.ts';

/** A case that may have limits. */
interface Broken {
  readonly fault: string;
  /** As given, in lower case; undefined: the usual target. */
  readonly target: string | undefined;
  readonly parameters: FaultParameters;
  readonly profile: ProfileName;
}

/** The limits for a case in the `expect` list of a lab; undefined: none. */
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
