import { z } from 'zod';

/** How a process ended. */
export const processEndSchema = z.union([
  z.object({ exitCode: z.int() }),
  z.object({ signal: z.int().describe('number of the signal that killed it') }),
]);

export type ProcessEnd = z.infer<typeof processEndSchema>;

/** The inverse of `processEndText`, for reading what the agent writes. */
export const agentStatus = z.templateLiteral([z.enum(['exit', 'signal']), ' ', z.int()]).transform((text) => {
  const [how, number] = text.split(' ');
  return how === 'signal' ? { signal: Number(number) } : { exitCode: Number(number) };
});

const sigterm = 15;

/** Whether it was asked to end, or did so by itself without an error. */
export const endedOnRequest = (end: ProcessEnd): boolean =>
  'signal' in end ? end.signal === sigterm : end.exitCode === 0;
