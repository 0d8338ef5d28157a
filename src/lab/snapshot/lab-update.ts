import { z } from 'zod';
import { nodeEventSchema } from '../../observations/events/node-event.ts';
import { changeSchema } from './change.ts';
import { labSnapshotSchema } from './snapshot.ts';

const sequence = z
  .int()
  .describe('counts the updates of a lab; a snapshot has the number of the last update before it');
const at = z.iso.datetime().describe("by the clock of the engine's machine");

/** What a subscriber to a live lab gets: first a snapshot, then events and changes in their order. */
export const labUpdateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('snapshot'), sequence, snapshot: labSnapshotSchema }),
  z
    .object({ kind: z.literal('event'), sequence, at, event: nodeEventSchema })
    .describe('An event of a node. Log lines and packet counters are left out.'),
  z
    .object({ kind: z.literal('change'), sequence, at, change: changeSchema })
    .describe('A part of the snapshot has changed. Packets that pass are no change.'),
  z.object({ kind: z.literal('end'), sequence, at }).describe('The lab was removed.'),
]);

export type LabUpdate = z.infer<typeof labUpdateSchema>;
