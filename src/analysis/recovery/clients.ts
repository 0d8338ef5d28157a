import { middleOf } from '../../base/bracket.ts';
import { msFromNs } from '../../base/milliseconds.ts';
import { deadNodesOf } from '../../observations/applied-fault.ts';
import type { NodeEvent } from '../../observations/events/node-event.ts';
import type { Observations } from '../../observations/observations.ts';
import { servesClients } from '../../observations/serves-clients.ts';
import type { ClientResult } from '../result.ts';
import type { ClientOfGateway } from './recovery-map.ts';

/**
 * What a fault did to each single client, by its own events: when it was cut off, when it noticed, when it was connected
 * again, and which address it had before and has now. Times are from T0.
 *
 * An instance that dies without a word cuts its clients off at T0, and they notice later. Otherwise the gateway tells a
 * client, and the two are one moment.
 */
export function clientResults(
  clients: readonly ClientOfGateway[],
  {
    t0: fault,
    events,
    nodeEvents,
    silentFault,
  }: Pick<Observations, 't0' | 'events' | 'nodeEvents'> & { readonly silentFault: boolean },
): ClientResult[] {
  const t0 = middleOf(fault);
  const before = nodeEvents.filter(({ time }) => time < fault.lower);
  const serverDied = silentFault && deadNodesOf(events).some((node) => servesClients(before, node));
  return clients.map(({ node, connection, interface: device }): ClientResult => {
    const own = nodeEvents.filter((event) => event.node === node).sort((a, b) => a.time - b.time);
    const changes = own.filter((event) => event.kind === 'child' && event.tunnel === connection);
    const after = changes.filter(({ time }) => time >= fault.lower);
    const lost = after.filter((event) => event.kind === 'child' && !event.up);
    const [noticed] = lost;
    const lastLost = lost.at(-1);
    const back = after.findLast(
      (event) => event.kind === 'child' && event.up && lastLost !== undefined && event.time > lastLost.time,
    );
    const addressAt = (time: number) =>
      addressOf(
        device,
        own.filter((event) => event.time <= time),
      );
    return {
      client: node,
      disconnections: lost.length,
      droppedMs: noticed ? (serverDied ? 0 : msFromNs(noticed.time - t0)) : null,
      noticedMs: noticed ? msFromNs(noticed.time - t0) : null,
      reconnectedMs: back ? msFromNs(back.time - t0) : null,
      addressBefore: addressAt(fault.lower),
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
