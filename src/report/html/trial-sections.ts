import { directionResults } from '../../analysis/direction-results.ts';
import type { EventResult } from '../../analysis/events/event-result.ts';
import type { TrialResult } from '../../analysis/result.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import { directionRows } from '../terminal/direction-rows.ts';
import { t0Text } from '../terminal/facts-of-run.ts';
import { clientRows, clientSentence } from '../words/client-text.ts';
import { flags } from '../words/flags.ts';
import { comparisonRows } from './comparison-rows.ts';
import { html, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';
import { table } from './table.ts';

/** What Azure documents, what is predicted and what was measured, for every trial. */
export const comparisonSection = ({ trials, documented }: RunResult): Markup =>
  html`<section><h2>Documented, predicted, measured</h2>
${trials.map((trial, index) =>
  trialPart(
    index,
    trials.length,
    html`${trialTitle(trials, index)}${table(comparisonRows(trial, documented))}`,
  ),
)}
</section>`;

/** All figures of every trial. */
export const figuresSection = ({ trials }: RunResult): Markup => html`<section><h2>Figures</h2>
${trials.map((trial, index) => trialPart(index, trials.length, html`${trialTitle(trials, index)}${figures(trial)}`))}
</section>`;

/** What happened to the point-to-site clients in every trial. Nothing if the lab has none. */
export const clientsSection = ({ trials }: Pick<RunResult, 'trials'>): Markup =>
  trials.some(({ events }) => events.some(({ clients }) => clients))
    ? html`<section><h2>Clients</h2>
${trials.map((trial, index) =>
  trialPart(index, trials.length, html`${trialTitle(trials, index)}${trial.events.map(clientsOfEvent)}`),
)}
</section>`
    : html``;

const clientsOfEvent = ({ clients }: EventResult): Markup =>
  clients ? html`<p>${clientSentence(clients)}</p>${table(clientRows(clients))}` : html``;

/** The events of every trial, as the timeline shows them. */
export const eventsSection = ({ trials }: PageModel): Markup => html`<section><h2>Events</h2>
${trials.map(({ title, events }, index) =>
  trialPart(
    index,
    trials.length,
    html`<details><summary>${events.length} events of ${title}, as a table</summary>${table([
      ['After T0', '', 'Node', 'What happened'],
      ...events.map(({ at, lane, node, text }) => [`${(at / 1000).toFixed(3)} s`, lane, node, text]),
    ])}</details>`,
  ),
)}
</section>`;

const figures = (trial: TrialResult): Markup => html`${table(directionRows(directionResults(trial)))}
<p class="remark">T0 ${t0Text([trial])}.</p>
${flags(trial).map((flag) => html`<p class="remark">${flag}</p>`)}`;

const trialTitle = (trials: RunResult['trials'], index: number): Markup =>
  trials.length > 1 ? html`<h3>Trial ${index + 1}: ${trials[index]?.fault.target ?? ''}</h3>` : html``;

/** A screen shows one of several trials at a time, paper shows all. */
const trialPart = (index: number, of: number, content: Markup): Markup =>
  of > 1 ? html`<div class="trial" data-trial="${index}">${content}</div>` : content;
