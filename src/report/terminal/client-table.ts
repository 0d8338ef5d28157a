import type { TrialResult } from '../../analysis/result.ts';
import { clientTables } from '../words/client-text.ts';
import { textTable } from './text-table.ts';

/** What happened to the point-to-site clients: a sentence, and a row for each; nothing if there are none. */
export const clientTexts = (trial: Pick<TrialResult, 'events'>): string[] =>
  clientTables(trial).flatMap(({ sentence, rows }) => [sentence, textTable(rows), '']);
