import { z } from 'zod';
import { bracketSchema } from '../base/bracket.ts';

/** The parameters that a fault was given, by their names. */
export const parameterValuesSchema = z
  .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
  .readonly();

/** How long a machine that failed stays away by plan. */
export const absenceSchema = z
  .object({
    node: z.string(),
    seconds: z.number().describe('From the fault until its replacement starts, as planned.'),
  })
  .readonly();

export type Absence = z.infer<typeof absenceSchema>;

/** A single fault that was applied in a trial; a fault that is made of several applies each of them. */
export const appliedFaultSchema = z
  .object({
    fault: z.string(),
    target: z.string(),
    parameters: parameterValuesSchema.exactOptional().describe('Absent: none were given.'),
    appliedAt: bracketSchema.describe('The stamps just before and just after it took effect.'),
    undoneAt: z
      .number()
      .exactOptional()
      .describe('When undoing it began. Absent: it was not undone, or there was nothing to undo.'),
    deadNodes: z
      .array(z.string())
      .readonly()
      .describe('Machines that it took away: their own events explain nothing about the recovery of others.'),
    away: z.array(absenceSchema).readonly(),
  })
  .readonly();

export type AppliedFault = z.infer<typeof appliedFaultSchema>;

/** Every machine that one of the faults took away. */
export const deadNodesOf = (events: readonly AppliedFault[]): readonly string[] => [
  ...new Set(events.flatMap(({ deadNodes }) => deadNodes)),
];
