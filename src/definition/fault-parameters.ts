import type * as z from 'zod';

/** How a fault is to be done, as it was asked for: only what was given. Each fault has parameters of its own, or none. */
export type FaultParameters = Readonly<Record<string, ParameterValue | undefined>>;

type ParameterValue = string | number | boolean;

/** The parameters of a fault by name: each is optional or has a default, and says in its description what it does. */
export type ParameterShape = Readonly<Record<string, Parameter>>;

type Parameter = z.ZodOptional<z.ZodType<ParameterValue>> | z.ZodDefault<z.ZodType<ParameterValue>>;

/** The schema of a parameter as a person gives it, or does not: no default takes its place. */
export const asGiven = (parameter: Parameter) =>
  parameter
    .unwrap()
    .optional()
    .describe(parameter.description ?? '');

/** The parameters that are given, as a person writes them: `lossPercent=5, direction=in`. Empty: none. */
export const parametersText = (parameters: FaultParameters): string =>
  Object.entries(onlyGiven(parameters))
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

/** Without the keys that have no value. */
export const onlyGiven = (parameters: FaultParameters): Readonly<Record<string, ParameterValue>> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
