import { z } from 'zod';
import { tunnelTimersSchema } from '../../topology/tunnel-timers.ts';
import { missingSchema } from '../redundancy/missing.ts';
import {
  activeFaultSchema,
  clientPartSchema,
  floatingPartSchema,
  nodePartSchema,
  routePartSchema,
  sessionPartSchema,
  tunnelPartSchema,
} from './snapshot.ts';

/** A part of a snapshot as it is now. It replaces the part with the same name. */
export const changeSchema = z.discriminatedUnion('part', [
  z.object({ part: z.literal('node'), now: nodePartSchema }),
  z.object({ part: z.literal('tunnel'), now: tunnelPartSchema }),
  z.object({ part: z.literal('session'), now: sessionPartSchema }),
  z.object({ part: z.literal('route'), now: routePartSchema }),
  z.object({ part: z.literal('client'), now: clientPartSchema }),
  z.object({ part: z.literal('floating'), now: floatingPartSchema }),
  z.object({ part: z.literal('missing'), now: z.array(missingSchema).readonly().describe('the whole list') }),
  z.object({
    part: z.literal('faults'),
    now: z.array(activeFaultSchema).readonly().describe('the whole list'),
  }),
  z.object({
    part: z.literal('timers'),
    now: z.array(tunnelTimersSchema).readonly().describe('the whole list'),
  }),
]);

export type Change = z.infer<typeof changeSchema>;
