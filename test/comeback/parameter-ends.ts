import * as z from 'zod';
import type { FaultParameters } from '../../src/definition/fault-parameters.ts';
import type { AnyFault } from '../../src/faults/kit/fault.ts';
import type { Topology } from '../../src/topology/topology.ts';

/** One parameter each: both ends of a range, every value of an enumeration, both ends of a tunnel. */
export function parameterEnds(fault: AnyFault, topology: Topology, target: string): FaultParameters[] {
  return Object.entries(fault.parameters).flatMap(([name, schema]) => {
    const values = name === 'at' ? endsOf(topology, target) : valuesOf(z.toJSONSchema(schema));
    return values.map((value) => ({ [name]: value }));
  });
}

const shape = z.object({
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

function valuesOf(schema: unknown): (string | number | boolean)[] {
  const { type, enum: values, minimum, maximum } = shape.parse(schema);
  if (values) return values;
  if (type === 'boolean') return [false, true];
  return [minimum, maximum].filter((end) => end !== undefined);
}

const endsOf = ({ tunnels }: Topology, target: string): string[] =>
  tunnels.find(({ name }) => name === target)?.ends.map(({ name }) => name) ?? [];
