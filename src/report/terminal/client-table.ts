import type { ClientResult } from '../../analysis/recovery/clients.ts';
import { clientRows, clientSentence } from '../words/client-text.ts';
import { textTable } from './text-table.ts';

/** What happened to the point-to-site clients: a sentence, and a row for each. */
export const clientTable = (clients: readonly ClientResult[]): string[] => [
  clientSentence(clients),
  textTable(clientRows(clients)),
];
