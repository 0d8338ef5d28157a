import { resultsOfEvent } from '../../analysis/direction-results.ts';
import type { TrialResult } from '../../analysis/result.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { counted } from '../../base/counted.ts';
import { directionRows } from '../terminal/direction-rows.ts';
import { eventRows } from '../terminal/event-rows.ts';
import { t0Text } from '../terminal/facts-of-run.ts';
import { clientTables } from '../words/client-text.ts';
import { documentedText } from '../words/documented-text.ts';
import { flags } from '../words/flags.ts';
import { legend } from './chart-sections.ts';
import { comparisonRows } from './comparison-rows.ts';
import { eventList, eventText } from './event-text.ts';
import { html, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';
import { longestBarMs, phaseBars } from './phase-bars.ts';
import { table } from './table.ts';

/** What Azure documents, what is predicted and what was measured, for every trial. */
export const comparisonSection = ({ trials, documented, timers }: RunResult): Markup =>
  html`<section><h2>Documented, predicted, measured</h2>
${trials.map((trial, index) =>
  trialPart(
    index,
    trials.length,
    html`${trialTitle(trials, index)}${table(comparisonRows(trial, documentedText({ documented, timers })))}`,
  ),
)}
</section>`;

/** What took how long in every trial, after each of its events. */
export const phasesSection = ({ trials }: RunResult): Markup => html`<section><h2>What took how long</h2>
${legend([
  ['detection', 'detection'],
  ['convergence', 'convergence'],
  ['restoration', 'restoration'],
  ['predicted', 'predicted range'],
])}
${trials.map((trial, index) => trialPart(index, trials.length, html`${trialTitle(trials, index)}${phases(trial)}`))}
</section>`;

function phases(trial: TrialResult): Markup {
  const { events } = trial;
  const longest = longestBarMs(events.flatMap((_, index) => resultsOfEvent(trial, index)));
  return html`${events.map(
    (event, index) =>
      html`${
        events.length > 1 ? [html`<h4>${index + 1}. ${eventText(event)}</h4>`] : []
      }${phaseBars(resultsOfEvent(trial, index), longest)}`,
  )}`;
}

/** The events of every trial in the order in which they were applied. */
export const eventLists = ({ trials }: Pick<RunResult, 'trials'>): Markup =>
  html`${trials.map(({ events }, index) => trialPart(index, trials.length, eventList(events)))}`;

/** All figures of every trial. */
export const figuresSection = ({ trials }: RunResult): Markup => html`<section><h2>Figures</h2>
${trials.map((trial, index) => trialPart(index, trials.length, html`${trialTitle(trials, index)}${figures(trial)}`))}
</section>`;

/** What happened to the point-to-site clients in every trial. Nothing if the lab has none. */
export const clientsSection = ({ trials }: Pick<RunResult, 'trials'>): Markup =>
  trials.some(({ events }) => events.some(({ clients }) => clients))
    ? html`<section><h2>Clients</h2>
${trials.map((trial, index) =>
  trialPart(
    index,
    trials.length,
    html`${trialTitle(trials, index)}${clientTables(trial).map(({ sentence, rows }) => html`<p>${sentence}</p>${table(rows)}`)}`,
  ),
)}
</section>`
    : html``;

/** The events of every trial, as the timeline shows them. */
export const eventsSection = ({ trials }: PageModel): Markup => html`<section><h2>Events</h2>
${trials.map(({ title, events }, index) =>
  trialPart(
    index,
    trials.length,
    html`<details><summary>${counted(events.length, 'event')} of ${title}, as a table</summary>${table([
      ['After T0', '', 'Node', 'What happened'],
      ...events.map(({ at, lane, node, text }) => [`${(at / 1000).toFixed(3)} s`, lane, node, text]),
    ])}</details>`,
  ),
)}
</section>`;

const figures = (
  trial: TrialResult,
): Markup => html`${table(directionRows(trial))}${trial.events.length > 1 ? [table(eventRows(trial))] : []}
<p class="remark">T0 ${t0Text([trial])}.</p>
${flags(trial).map((flag) => html`<p class="remark">${flag}</p>`)}`;

const trialTitle = (trials: RunResult['trials'], index: number): Markup =>
  trials.length > 1
    ? html`<h3>Trial ${trials[index]?.number ?? ''}: ${trials[index]?.fault.target ?? ''}</h3>`
    : html``;

/** A screen shows one of several trials at a time, paper shows all. */
const trialPart = (index: number, of: number, content: Markup): Markup =>
  of > 1 ? html`<div class="trial" data-trial="${index}">${content}</div>` : content;
