import { z } from 'zod';
import { type Bracket, halfWidthOf, middleOf } from '../../base/bracket.ts';
import { msFromNs } from '../../base/milliseconds.ts';

const measuredShape = {
  estimateMs: z.number().describe('The middle of the two bounds.'),
  halfWidthMs: z.number().describe('How far the truth can be from the estimate.'),
};

export const measuredSchema = z.object(measuredShape).readonly().meta({
  id: 'Measured',
  description: 'A moment or a duration: the truth lies within halfWidthMs of estimateMs.',
});

/** A bracket of which both sides are known, as a result states it. */
export type Measured = z.infer<typeof measuredSchema>;

/** The middle of a bracket, and how far the truth can be from it. */
export function measured(bracket: Bracket): Measured {
  return { estimateMs: msFromNs(middleOf(bracket)), halfWidthMs: msFromNs(halfWidthOf(bracket)) };
}

export const outageSchema = z
  .discriminatedUnion('state', [
    z
      .object({ state: z.literal('measured'), ...measuredShape })
      .readonly()
      .describe('The truth lies within halfWidthMs of estimateMs.'),
    z
      .object({ state: z.literal('at-least'), atLeastMs: z.number() })
      .readonly()
      .describe('Its beginning or its end lies outside the window.'),
  ])
  .meta({ id: 'Outage', description: 'How long an outage was.' });

/** How long an outage was, or how long it was watched. */
export type Outage = z.infer<typeof outageSchema>;

/** A bracket as a result states it, also one whose end was not seen. */
export function outageFrom(bracket: Bracket): Outage {
  return Number.isFinite(bracket.upper)
    ? { state: 'measured', ...measured(bracket) }
    : { state: 'at-least', atLeastMs: msFromNs(bracket.lower) };
}
