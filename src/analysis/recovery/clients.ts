import { z } from 'zod';
import { type Bracket, middleOf } from '../../base/bracket.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import { deadNodesOf } from '../../observations/applied-fault.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import type { Observations } from '../../observations/observations.ts';
import { servesClients } from '../../observations/serves-clients.ts';
import type { ClientOfGateway, EventContext } from './recovery-map.ts';

const ms = z.number();

export const clientResultSchema = z
  .object({
    client: z.string(),
    disconnections: z.int().nonnegative().describe('How often it lost its connection after the event.'),
    droppedMs: ms
      .nullable()
      .describe(
        'From the event until no packet passed: 0 if the instance that served it died silently, otherwise when the gateway told it. Null: it was not disconnected.',
      ),
    noticedMs: ms.nullable().describe('From the event until the client knew. Null: it was not disconnected.'),
    reconnectedMs: ms
      .nullable()
      .describe('From the event until it was connected again. Null: not disconnected, or not back.'),
    addressBefore: z.string().nullable().describe('Its address in the tunnel. Null: none was seen.'),
    addressAfter: z.string().nullable().describe('Null: not disconnected, or not back.'),
  })
  .readonly()
  .describe('What happened to a client of a point-to-site gateway.');

export type ClientResult = z.infer<typeof clientResultSchema>;

/**
 * What an event did to each client, by the client's own events: when it was cut off, when it noticed, when it was
 * connected again, and which address it had before and after.
 *
 * An instance that dies silently cuts its clients off at once, and they notice later. Otherwise the gateway tells a client,
 * and the two are one moment.
 *
 * @param span from the event until the next one (ns); only what a client lost in it counts
 */
export function clientResults(
  clients: readonly ClientOfGateway[],
  { events, nodeEvents }: Pick<Observations, 'events' | 'nodeEvents'>,
  { from: t0, to }: { readonly from: Bracket; readonly to: number },
  { silent }: Pick<EventContext, 'silent'>,
): ClientResult[] {
  const sinceT0 = (time: number) => msFromNs(time - middleOf(t0));
  const before = nodeEvents.filter(({ time }) => time < t0.lower);
  const dead = deadNodesOf(events.filter(({ appliedAt }) => appliedAt.lower < to));
  const serverDied = silent && dead.some((node) => servesClients(before, node));
  return clients.map(({ node, connection, interface: device }): ClientResult => {
    const own = nodeEvents.filter((event) => event.node === node).sort((a, b) => a.time - b.time);
    const changes = own.filter((event) => event.kind === 'child' && event.tunnel === connection);
    const after = changes.filter(({ time }) => time >= t0.lower);
    const lost = after.filter((event) => event.kind === 'child' && !event.up && event.time < to);
    const [noticed] = lost;
    const lastLost = lost.at(-1);
    const returns = after.filter(
      (event) => event.kind === 'child' && event.up && lastLost !== undefined && event.time > lastLost.time,
    );
    const back = returns.findLast(({ time }) => time < to) ?? returns[0];
    const addressAt = (time: number) =>
      addressOf(
        device,
        own.filter((event) => event.time <= time),
      );
    return {
      client: node,
      disconnections: lost.length,
      droppedMs: noticed ? (serverDied ? 0 : sinceT0(noticed.time)) : null,
      noticedMs: noticed ? sinceT0(noticed.time) : null,
      reconnectedMs: back ? sinceT0(back.time) : null,
      addressBefore: addressAt(t0.lower),
      addressAfter: back ? addressAt(back.time) : null,
    };
  });
}

/** The last address that the client's tunnel device got, without its prefix length. */
function addressOf(device: string, events: readonly NodeEvent[]): string | null {
  const last = events.findLast(
    (event) => event.kind === 'address' && event.present && event.interface === device,
  );
  return last?.kind === 'address' ? last.address.replace(/\/\d+$/, '') : null;
}
