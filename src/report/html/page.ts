import { directionResults, isSameDirection } from '../../analysis/direction-results.ts';
import { longestOutage } from '../../analysis/outages/longest-outage.ts';
import type { TrialResult } from '../../analysis/result.ts';
import type { RunResult } from '../../analysis/run-result.ts';
import type { Observations } from '../../observations/observations.ts';
import { directionRows } from '../terminal/direction-rows.ts';
import { factsOfRun, t0Text } from '../terminal/facts-of-run.ts';
import { spreadRows } from '../terminal/series-table.ts';
import { whatHappened } from '../terminal/terminal.ts';
import { verdictLines } from '../terminal/verdict-lines.ts';
import { flags } from '../words/flags.ts';
import { duration } from '../words/quantities.ts';
import type { PageAssets } from './assets.ts';
import { comparisonRows } from './comparison-rows.ts';
import { framed } from './frame.ts';
import { html, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';
import { pageModelOf } from './page-model-of.ts';
import { topologyDrawing } from './topology-drawing.ts';

const verdictWords: Readonly<Record<RunResult['verdict']['outcome'], string>> = {
  passed: 'passed',
  failed: 'failed',
  'nothing-measured': 'nothing measured',
};

/**
 * A run as one HTML file for a browser. Its script only draws the charts; all words and numbers are there without it.
 *
 * @param observations of every trial of the result, in its order
 */
export function htmlReport(
  result: RunResult,
  observations: readonly Observations[],
  assets: PageAssets,
): string {
  const { run, trials, verdict, design } = result;
  const model = pageModelOf(result, observations);
  const failed = new Set(trials.flatMap(({ events }) => events.flatMap(({ deadNodes }) => deadNodes)));
  const title = `${run.lab}: ${whatHappened(trials)}`;
  const body = html`<header>
<h1>${title}</h1>
<p class="summary">${run.summary}. Profile ${run.profile}, ${run.dataplane} ESP, ${run.flows} flows of ${run.rate} packets/s in each direction, ${run.startedAt.slice(0, 16).replace('T', ' ')} UTC.</p>
<p class="verdict ${verdict.outcome}">${verdictWords[verdict.outcome]}</p>
${verdictLines(result).map((line) => html`<p>${line}</p>`)}
</header>
<main>
<div class="headlines">${headlines(result)}</div>
<section><h2>Topology</h2>${topologyDrawing(design, failed)}</section>
${charts(model)}
${spread(result, model)}
<section><h2>Documented, predicted, measured</h2>
${trials.map((trial, index) =>
  trialPart(
    index,
    trials.length,
    html`${trialTitle(trials, index)}${table(comparisonRows(trial, result.documented))}`,
  ),
)}
</section>
<section><h2>Figures</h2>
${trials.map((trial, index) => trialPart(index, trials.length, html`${trialTitle(trials, index)}${figures(trial)}`))}
</section>
<section><h2>Events</h2>
${model.trials.map(({ title: name, events }, index) =>
  trialPart(
    index,
    trials.length,
    html`<details><summary>${events.length} events of ${name}, as a table</summary>${table([
      ['After T0', '', 'Node', 'What happened'],
      ...events.map(({ at, lane, node, text }) => [`${(at / 1000).toFixed(3)} s`, lane, node, text]),
    ])}</details>`,
  ),
)}
</section>
<section><h2>Timers and versions</h2>${table([['', ''], ...factsOfRun(result)])}</section>
</main>
<footer>switchover ${result.versions.switchover}, run ${run.id}. An emulation: no figure here is Microsoft's.</footer>`;
  return framed({ title, body, model, ...assets });
}

/** The longest outage of each direction, and when redundancy was restored. */
function headlines({ trials, series, run }: RunResult): Markup[] {
  const of = (title: string, figure: string, remark: string) =>
    html`<div>${title}<strong>${figure}</strong><span class="remark">${remark}</span></div>`;
  const length = (milliseconds: number | null) =>
    milliseconds === null ? 'not back' : duration(milliseconds);
  const redundancy = (milliseconds: number | null) =>
    milliseconds === 0 ? 'never lost' : length(milliseconds);
  const [first] = series;
  if (run.trialsPerTarget > 1 && first) {
    const among = `median of ${first.trials.length} trials of ${first.target}`;
    return [
      ...first.directions.map(({ from, to, outage }) =>
        of(`${from} to ${to}`, length(outage.medianMs), among),
      ),
      of('Full redundancy', redundancy(first.redundancyRestored.medianMs), among),
    ];
  }
  const all = trials.flatMap(directionResults);
  const directions = trials[0] ? directionResults(trials[0]) : [];
  const restored = trials.map(({ redundancyRestoredMs }) => redundancyRestoredMs);
  return [
    ...directions.map((direction) => {
      const { from, to } = direction;
      const own = all.filter((one) => isSameDirection(one, direction));
      const worst = longestOutage(own.map((one) => one.longestOutage));
      const figure =
        worst === null
          ? 'none'
          : worst.state === 'measured'
            ? duration(worst.estimateMs)
            : `≥ ${duration(worst.atLeastMs)}`;
      const hit = Math.max(...own.map(({ flowsHit }) => flowsHit));
      return of(`${from} to ${to}`, figure, `longest outage; ${hit} of ${own[0]?.flows} flows hit`);
    }),
    of(
      'Full redundancy',
      redundancy(restored.includes(null) ? null : Math.max(...restored.map((ms) => ms ?? 0))),
      'from the fault until every tunnel and session was back',
    ),
  ];
}

const charts = ({
  trials,
}: PageModel): Markup => html`<section class="screen-and-print" aria-labelledby="timeline-title">
<h2 id="timeline-title">Timeline</h2>
<div class="controls" role="group" aria-label="Timeline">
${
  trials.length > 1
    ? [
        html`<label for="trial">Trial</label> <select id="trial">${trials.map(({ title }, index) => html`<option value="${index}">${title}</option>`)}</select>`,
      ]
    : []
}
<button type="button" data-zoom="in" aria-label="Zoom in">+</button>
<button type="button" data-zoom="out" aria-label="Zoom out">−</button>
<button type="button" data-zoom="left" aria-label="Earlier">←</button>
<button type="button" data-zoom="right" aria-label="Later">→</button>
<button type="button" data-zoom="fault">Outage</button>
<button type="button" data-zoom="all">All</button>
<span class="remark screen">Keys on the chart: + − ← → , 0 for all, f for the outage. Drag or turn the wheel with a mouse.</span>
</div>
<div class="chart" id="timeline" tabindex="0" role="img" aria-label="Control-plane events above, gaps of every flow below, packets in each tunnel at the bottom. The tables below say the same."></div>
<p class="remark" id="omitted" hidden></p>
<h2>What took how long</h2>
<div class="chart" id="phases" role="img" aria-label="Detection, convergence and restoration of each direction, beside what was predicted. The tables below say the same."></div>
</section>`;

function spread({ series, trials }: RunResult, model: PageModel): Markup {
  if (model.series.length === 0) return html``;
  return html`<section><h2>Trials</h2>
<div class="chart" id="spread" role="img" aria-label="Every trial as a dot, with the median and its confidence interval. The table below says the same."></div>
${series.map((one) => table(spreadRows(one, trials)))}
</section>`;
}

const figures = (trial: TrialResult): Markup => html`${table(directionRows(directionResults(trial)))}
<p class="remark">T0 ${t0Text([trial])}.</p>
${flags(trial).map((flag) => html`<p class="remark">${flag}</p>`)}`;

const trialTitle = (trials: RunResult['trials'], index: number): Markup =>
  trials.length > 1 ? html`<h3>Trial ${index + 1}: ${trials[index]?.fault.target ?? ''}</h3>` : html``;

/** On a screen one of several trials is shown at a time; on paper, all of them. */
const trialPart = (index: number, of: number, content: Markup): Markup =>
  of > 1 ? html`<div class="trial" data-trial="${index}">${content}</div>` : content;

/** The first row is the heading; the first cell of every other row is its title. */
function table([heading = [], ...rows]: readonly (readonly string[])[]): Markup {
  const hasHeading = heading.some((cell) => cell !== '');
  return html`<div class="scroll"><table>
${hasHeading ? [html`<thead><tr>${heading.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>`] : []}
<tbody>
${rows.map(
  ([title = '', ...cells]) =>
    html`<tr><th scope="row">${title.trim()}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
)}
</tbody></table></div>`;
}
