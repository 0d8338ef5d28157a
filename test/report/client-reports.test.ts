import test from 'ava';
import { htmlReport } from '../../src/report/html/page.ts';
import { markdownReport } from '../../src/report/markdown/markdown.ts';
import { terminalReport } from '../../src/report/terminal/terminal.ts';
import { crash, observe } from '../analysis/synthetic.ts';
import { recovered } from '../batches/suite/run-results.ts';
import { laptop } from './laptop.ts';
import { runOfRounds, runResult } from './run-result.ts';

const trial = { ...recovered, events: recovered.events.map((event) => ({ ...event, clients: [laptop] })) };
const sentence =
  '1 of 1 disconnected, noticed after 2.09 s, connected again after 3.54 s, 0 with their old address';

test('every report for people has a row for each client of a point-to-site gateway', (t) => {
  const result = runResult(trial);
  const markdown = markdownReport(result);
  t.true(markdown.includes(sentence));
  t.true(
    markdown.includes(
      '| laptop1 | 1 | at once | after 2.09 s | after 3.54 s | 3.54 s | 172.16.201.1 | 172.16.201.12 |',
    ),
  );
  const page = htmlReport(result, [observe(crash())], { style: '', script: '' });
  t.true(page.includes(sentence));
  t.regex(page, /<th scope="row">laptop1<\/th>\s*<td[^>]*>1<\/td>\s*<td[^>]*>at once<\/td>/);
  t.regex(terminalReport(result), /laptop1 +1 +at once +after 2\.09 s +after 3\.54 s/);
});

test('of trials that repeat each other, every report has a line for the clients of each', (t) => {
  const result = runOfRounds(2, [trial, trial]);
  for (const text of [terminalReport(result), markdownReport(result)]) {
    t.true(text.includes(`Trial 1: clients: ${sentence}`));
    t.true(text.includes(`Trial 2: clients: ${sentence}`));
  }
});

test('of several events, those that disconnected a client are named', (t) => {
  const [event] = trial.events;
  t.truthy(event);
  if (!event) return;
  const spared = { ...laptop, disconnections: 0, droppedMs: null, noticedMs: null, reconnectedMs: null };
  const result = runResult({ ...trial, events: [{ ...event, clients: [spared] }, event] });
  for (const text of [terminalReport(result), markdownReport(result)]) {
    t.true(text.includes(`Clients after event 2: ${sentence}`));
    t.notRegex(text, /after event 1/);
  }
});

test('a lab without clients has no word about them', (t) => {
  const result = runResult(recovered);
  const page = htmlReport(result, [observe(crash())], { style: '', script: '' });
  t.notRegex(page, /<h2>Clients/);
  t.notRegex(markdownReport(result), /lients/);
});
