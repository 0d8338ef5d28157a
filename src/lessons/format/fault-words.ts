import * as z from 'zod';
import { asGiven } from '../../definition/fault-parameters.ts';
import { parametersOfAll } from '../../definition/known-fault.ts';
import { faults } from '../../faults/by-name.ts';

const names = faults.map(({ name }) => name);

/** Stands for the active instance of an active-standby gateway, whichever that is when the fault comes. */
export const activeTarget = 'active';

export const faultName = z.enum(names).meta({ id: 'fault', description: 'Name of a fault.' });

export const targetName = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .describe(
    `What it happens to, as in docs/faults.md; "${activeTarget}": the active instance of an active-standby gateway. Default: the usual target.`,
  );

const shapeOf = <Schema extends z.ZodType>(form: (parameter: z.ZodType) => Schema) =>
  Object.fromEntries(
    Object.entries(parametersOfAll(faults)).map(([name, schema]) => [
      name,
      form(asGiven(schema)).describe(schema.description ?? ''),
    ]),
  );

/** The parameters with which a lesson breaks something. */
export const givenParameters = z
  .strictObject(shapeOf((parameter) => parameter))
  .meta({ id: 'parameters' })
  .optional()
  .describe('Parameters of the fault.');

/** The parameters that a check asks for. */
export const wantedParameters = z
  .strictObject(shapeOf((parameter) => parameter.nullable()))
  .meta({ id: 'wantedParameters' })
  .optional()
  .describe('Parameters that the fault had; null: it had not that one. Others do not matter.');
