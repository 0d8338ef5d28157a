import { z } from 'zod';
import type { ParameterShape } from '../../../definition/fault-parameters.ts';
import { faults } from '../../../faults/by-name.ts';
import type { AnyFault } from '../../../faults/kit/fault.ts';
import type { KernelFeatures } from '../../../faults/kit/workbench.ts';
import type { FaultForm, ParameterField } from '../../protocol/drawing.ts';

/** What the page asks for before a fault, from the schemas of its parameters. */
export const faultForms = (kernel: KernelFeatures): Readonly<Record<string, FaultForm>> =>
  Object.fromEntries(
    faults.map((fault) => {
      const fields = fieldsOf(fault.parameters).map((field) => withRefusal(field, fault, kernel));
      return [fault.name, { summary: fault.summary, parameters: fields }];
    }),
  );

/** Each choice of each parameter that has choices, alone. */
export const choicesOf = ({ parameters }: AnyFault): Readonly<Record<string, string>>[] =>
  fieldsOf(parameters).flatMap((field) =>
    field.kind === 'choice' ? field.choices.map((choice) => ({ [field.name]: choice })) : [],
  );

/** What JSON Schema says of a parameter. */
const shape = z.object({
  type: z.string(),
  description: z.string().default(''),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  enum: z.array(z.string()).optional(),
});

const fieldsOf = (parameters: ParameterShape): ParameterField[] =>
  Object.entries(parameters).map(([name, schema]) =>
    fieldOf(name, shape.parse(z.toJSONSchema(schema, { io: 'input' }))),
  );

function fieldOf(
  name: string,
  { type, description, default: usual, ...limits }: z.infer<typeof shape>,
): ParameterField {
  const said = { name, description };
  switch (type) {
    case 'number':
    case 'integer':
      return {
        ...said,
        kind: 'number',
        ...(typeof usual === 'number' && { default: usual }),
        ...(limits.minimum !== undefined && { least: limits.minimum }),
        ...(limits.maximum !== undefined && { most: limits.maximum }),
        whole: type === 'integer',
      };
    case 'boolean':
      return { ...said, kind: 'switch', ...(typeof usual === 'boolean' && { default: usual }) };
    default: {
      const text = { ...said, ...(typeof usual === 'string' && { default: usual }) };
      return limits.enum ? { ...text, kind: 'choice', choices: limits.enum } : { ...text, kind: 'text' };
    }
  }
}

/** A parameter may need something that the fault does without: `delayMs` needs netem. */
function withRefusal(field: ParameterField, fault: AnyFault, kernel: KernelFeatures): ParameterField {
  if (fault.kind !== 'single' || field.kind !== 'number') return field;
  const refusal = fault.refusal?.(kernel, { [field.name]: field.least ?? 1 });
  return refusal === undefined ? field : { ...field, refusal };
}
