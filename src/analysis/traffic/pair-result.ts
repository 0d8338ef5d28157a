import { z } from 'zod';
import type { Observations, PairObservations } from '../../observations/observations.ts';
import type { EventFigures } from '../events/event-figures.ts';
import type { DirectionHits } from '../outages/direction-hits.ts';
import type { AnalysisContext } from '../recovery/recovery-map.ts';
import { connectionsResult } from './connections.ts';
import { directionFacts, directionFactsSchema } from './direction-facts.ts';
import { waysOf } from './stalls/ways-of.ts';

export const pairResultSchema = z
  .object({
    name: z.string().describe('The two hosts: vm1--host1.'),
    near: z
      .string()
      .describe(
        'The host in Azure; of two in Azure, the one in the first virtual network. With traffic: in the lab file, from.',
      ),
    far: z.string(),
    directions: z.array(directionFactsSchema).readonly().describe('Outward, then return.'),
  })
  .readonly()
  .describe('Two hosts between which traffic ran, and what is known of it over the whole window.');

export type PairResult = z.infer<typeof pairResultSchema>;

/**
 * @param hits of the pair's directions, in their order
 * @param figures of all events
 */
export function pairResult(
  { name, near, far }: PairObservations,
  hits: readonly DirectionHits[],
  figures: readonly EventFigures[],
  observations: Pick<Observations, 't0' | 'window'>,
  { firewalls }: Pick<AnalysisContext, 'firewalls'>,
): PairResult {
  const facts = hits.map((own) => {
    const { direction } = own;
    const ofDirection = figures.filter((one) => one.pair === name && one.direction === direction.name);
    return directionFacts(own, observations, ofDirection);
  });
  const ways = hits.map(waysOf);
  return {
    name,
    near,
    far,
    directions: facts.map((own, index) => {
      const { connections, connectionWays } = hits[index]?.direction ?? {};
      if (!connections) return own;
      const [requests = [], answers = []] = [ways[index], ways[1 - index]];
      return {
        ...own,
        connections: connectionsResult(
          connections,
          observations,
          { requests, answers },
          { ...(connectionWays && { devices: connectionWays }), ...(firewalls && { firewalls }) },
        ),
      };
    }),
  };
}
