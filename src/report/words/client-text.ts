import type { NumberedTrial } from '../../analysis/numbered-trial.ts';
import type { ClientResult } from '../../analysis/recovery/clients.ts';
import type { TrialResult } from '../../analysis/result.ts';
import { duration } from '../../base/duration.ts';
import { rangeText } from './quantities.ts';

/** What happened to the point-to-site clients after an event: a sentence, and a row for each client. */
export interface ClientTable {
  readonly sentence: string;
  readonly rows: readonly (readonly string[])[];
}

/**
 * What happened to the clients in a trial; nothing if there are none. Of several events those that disconnected a client
 * are here, each with its number; if none did, the first one.
 */
export function clientTables({ events }: Pick<TrialResult, 'events'>): ClientTable[] {
  return ofNote({ events }).map(({ clients, after }) => ({
    sentence: clientSentence(clients, `Clients${after}`),
    rows: clientRows(clients),
  }));
}

/** The clients after each event that disconnected one; if none did, after the first one. */
function ofNote({ events }: Pick<TrialResult, 'events'>) {
  const all = events.flatMap(({ clients }, index) =>
    clients ? [{ clients, after: events.length > 1 ? ` after event ${index + 1}` : '' }] : [],
  );
  const disconnecting = all.filter(({ clients }) => clients.some(({ disconnections }) => disconnections > 0));
  return disconnecting.length > 0 ? disconnecting : all.slice(0, 1);
}

const clientSentence = (clients: readonly ClientResult[], title: string): string =>
  `${title}: ${clientSummary(clients)}. On Azure users have to reconnect; only in this lab do clients reconnect by themselves.`;

/** A row for each client, the first row is the heading. */
const clientRows = (clients: readonly ClientResult[]): string[][] => [
  [
    '',
    'times dropped',
    'dropped',
    'noticed',
    'connected again',
    'offline for',
    'address before',
    'address after',
  ],
  ...clients.map((client) => [
    client.client,
    String(client.disconnections),
    moment(client.droppedMs),
    moment(client.noticedMs),
    client.disconnections > 0 && client.reconnectedMs === null ? 'no' : moment(client.reconnectedMs),
    client.reconnectedMs === null || client.droppedMs === null
      ? '-'
      : duration(client.reconnectedMs - client.droppedMs),
    client.addressBefore ?? '-',
    client.addressAfter ?? '-',
  ]),
];

/** A line for each of several trials; none if there are no clients. */
export const clientLines = (trials: readonly Pick<NumberedTrial, 'number' | 'events'>[]): string[] =>
  trials.flatMap((trial) =>
    ofNote(trial).map(
      ({ clients, after }) => `Trial ${trial.number}: clients${after}: ${clientSummary(clients)}`,
    ),
  );

const moment = (milliseconds: number | null): string =>
  milliseconds === null ? '-' : milliseconds === 0 ? 'at once' : `after ${duration(milliseconds)}`;

/** "3 of 3 disconnected, noticed after 2.09 s to 2.97 s, connected again after 3.54 s to 3.69 s, 3 with their old address". */
function clientSummary(clients: readonly ClientResult[]): string {
  const lost = clients.filter(({ disconnections }) => disconnections > 0);
  const total = `${lost.length} of ${clients.length} disconnected`;
  if (lost.length === 0) return total;
  const back = lost.filter(({ reconnectedMs }) => reconnectedMs !== null);
  const kept = back.filter(
    ({ addressBefore, addressAfter }) => addressAfter !== null && addressBefore === addressAfter,
  );
  const away = lost.length - back.length;
  return [
    total,
    `noticed after ${range(lost.map(({ noticedMs }) => noticedMs))}`,
    ...(back.length > 0
      ? [
          `connected again after ${range(back.map(({ reconnectedMs }) => reconnectedMs))}`,
          `${kept.length} with their old address`,
        ]
      : []),
    ...(away > 0 ? [`${away} not connected again`] : []),
  ].join(', ');
}

const range = (values: readonly (number | null)[]): string =>
  rangeText(values.filter((value) => value !== null));
