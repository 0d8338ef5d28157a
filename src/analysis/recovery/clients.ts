import { z } from 'zod';
import { middleOf } from '../../base/bracket.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import type { AppliedFault } from '../../observations/applied-fault.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import type { Observations } from '../../observations/observations.ts';
import { servesClients } from '../../observations/serves-clients.ts';
import { machineOf } from '../../topology/fault-target.ts';
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
 * An instance that dies silently cuts its clients off at once, and they notice later, maybe when the next event has come
 * ({@link causeOf}). Otherwise the gateway tells a client, and the two are one moment.
 *
 * @param event one of the events
 */
export function clientResults(
  clients: readonly ClientOfGateway[],
  { events, nodeEvents }: Pick<Observations, 'events' | 'nodeEvents'>,
  event: AppliedFault,
  { silent }: Pick<EventContext, 'silent'>,
): ClientResult[] {
  const { appliedAt: t0 } = event;
  const sinceT0 = (time: number) => msFromNs(time - middleOf(t0));
  const serverDied = silent && tookServer(event, nodeEvents);
  return clients.map(({ node, connection, interface: device }): ClientResult => {
    const own = nodeEvents.filter((other) => other.node === node).sort((a, b) => a.time - b.time);
    const changes = own.flatMap((other) =>
      other.kind === 'child' && other.tunnel === connection ? [other] : [],
    );
    const lost = changes.filter(
      ({ up, time }) => !up && causeOf({ client: node, time, changes }, events, nodeEvents) === event,
    );
    const [noticed] = lost;
    const lastLost = lost.at(-1);
    const back = lastLost && changes.find(({ up, time }) => up && time > lastLost.time);
    const addressAt = (time: number) =>
      addressOf(
        device,
        own.filter((other) => other.time <= time),
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

/**
 * The event that disconnected a client: the latest one that took the machine away that served it, or that happened to the
 * client itself, and since which it was not connected anew; otherwise the latest one before it noticed.
 */
function causeOf(
  {
    client,
    time,
    changes,
  }: {
    readonly client: string;
    readonly time: number;
    readonly changes: readonly { readonly up: boolean; readonly time: number }[];
  },
  events: readonly AppliedFault[],
  nodeEvents: readonly NodeEvent[],
): AppliedFault | undefined {
  const earlier = events.filter(({ appliedAt }) => appliedAt.lower <= time);
  return (
    earlier.findLast((event) => {
      const { target, appliedAt } = event;
      const isAnew = changes.some((own) => own.up && own.time > appliedAt.upper && own.time < time);
      return !isAnew && (machineOf(target) === client || tookServer(event, nodeEvents));
    }) ?? earlier.at(-1)
  );
}

/** Whether an event took a machine away that served clients. */
function tookServer({ deadNodes, appliedAt }: AppliedFault, nodeEvents: readonly NodeEvent[]): boolean {
  const before = nodeEvents.filter(({ time }) => time < appliedAt.lower);
  return deadNodes.some((node) => servesClients(before, node));
}

/** The last address that the client's tunnel device got, without its prefix length. */
function addressOf(device: string, events: readonly NodeEvent[]): string | null {
  const last = events.findLast(
    (event) => event.kind === 'address' && event.present && event.interface === device,
  );
  return last?.kind === 'address' ? last.address.replace(/\/\d+$/, '') : null;
}
