import test from 'ava';
import type { ClientResult } from '../../../src/analysis/recovery/clients.ts';
import { clientTexts } from '../../../src/report/terminal/client-table.ts';
import { recovered } from '../../batches/suite/run-results.ts';
import { laptop } from '../laptop.ts';

const client = (name: string, changes: Partial<ClientResult> = {}): ClientResult => ({
  ...laptop,
  client: name,
  addressAfter: laptop.addressBefore,
  ...changes,
});

const textsOf = (...clients: ClientResult[]): string[] =>
  clientTexts({ events: recovered.events.map((event) => ({ ...event, clients })) });

test('the sentence counts who was dropped, who is back, and who kept the address', (t) => {
  const moved = client('laptop2', { noticedMs: 2970, reconnectedMs: 3690, addressAfter: '172.16.201.2' });
  const away = client('laptop3', { reconnectedMs: null, addressAfter: null });
  const spared = client('laptop4', { disconnections: 0, droppedMs: null, noticedMs: null });
  const [sentence = '', table = ''] = textsOf(client('laptop1'), moved, away, spared);
  t.true(
    sentence.startsWith(
      'Clients: 3 of 4 disconnected, noticed after 2.09 s to 2.97 s, connected again after 3.54 s to 3.69 s, 1 with their old address, 1 not connected again.',
    ),
    sentence,
  );
  t.regex(
    table,
    /laptop1 +1 +at once +after 2\.09 s +after 3\.54 s +3\.54 s +172\.16\.201\.1 +172\.16\.201\.1/,
  );
  t.regex(table, /laptop3 .* no +- /);
});

test('when no client was dropped, the sentence says only that', (t) => {
  const [sentence = ''] = textsOf(client('laptop1', { disconnections: 0 }));
  t.true(sentence.startsWith('Clients: 0 of 1 disconnected. '), sentence);
});
