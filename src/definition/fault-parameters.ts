import type * as z from 'zod';

/** The parameters given for a fault. Each fault has its own parameters, or none. */
export type FaultParameters = Readonly<Record<string, ParameterValue | undefined>>;

type ParameterValue = string | number | boolean;

/** The parameters of a fault by name. Each is optional or has a default, and its description says what it does. */
export type ParameterShape = Readonly<Record<string, Parameter>>;

type Parameter = z.ZodOptional<z.ZodType<ParameterValue>> | z.ZodDefault<z.ZodType<ParameterValue>>;

/** The schema of a parameter as given: it may be absent, and no default replaces it. */
export const asGiven = (parameter: Parameter) =>
  parameter
    .unwrap()
    .optional()
    .describe(parameter.description ?? '');

/** The given parameters in the notation of the command line: `lossPercent=5, direction=in`. Empty: none. */
export const parametersText = (parameters: FaultParameters): string =>
  Object.entries(onlyGiven(parameters))
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

/** Without the keys that have no value. */
export const onlyGiven = (parameters: FaultParameters): Readonly<Record<string, ParameterValue>> =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
