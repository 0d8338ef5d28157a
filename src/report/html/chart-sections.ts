import type { RunResult } from '../../analysis/run-result.ts';
import { spreadRows } from '../terminal/series-table.ts';
import { html, type Markup } from './markup.ts';
import type { PageModel } from './page-model.ts';
import { table } from './table.ts';

/** Places for the timeline and the phases of one trial, which the page's client draws; and the timeline's buttons. */
export const trialCharts = ({
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

/** Every trial of a repeated run beside the others. Nothing if no trial was repeated. */
export function spreadSection({ series, trials }: RunResult, model: PageModel): Markup {
  if (model.series.length === 0) return html``;
  return html`<section><h2>Trials</h2>
<div class="chart" id="spread" role="img" aria-label="Every trial as a dot, with the median and its confidence interval. The table below says the same."></div>
${series.map((one) => table(spreadRows(one, trials)))}
</section>`;
}
