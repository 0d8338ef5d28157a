import type { ClientResult } from '../analysis/result.ts';
import { duration } from './quantities.ts';
import { textTable } from './text-table.ts';

/** What became of the single clients: a sentence, and a row for each. */
export function clientTable(clients: readonly ClientResult[]): string[] {
  const lost = clients.filter(({ disconnections }) => disconnections > 0);
  const kept = lost.filter(({ addressBefore, addressAfter }) => addressBefore === addressAfter).length;
  return [
    `Clients: ${lost.length} of ${clients.length} disconnected${lost.length > 0 ? `, ${kept} of them kept their address` : ''}. Azure: users have to reconnect; that clients do so by themselves is this lab's.`,
    textTable([
      ['', 'noticed', 'connected again', 'address before', 'address after'],
      ...clients.map(({ client, disconnections, noticedMs, reconnectedMs, addressBefore, addressAfter }) => [
        client,
        noticedMs === null ? 'not disconnected' : `after ${duration(noticedMs)}`,
        reconnectedMs === null ? (disconnections > 0 ? 'no' : '-') : `after ${duration(reconnectedMs)}`,
        addressBefore ?? '-',
        addressAfter ?? '-',
      ]),
    ]),
  ];
}
