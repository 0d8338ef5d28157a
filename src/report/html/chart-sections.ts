import type { RunResult } from '../../analysis/run-result.ts';
import { spreadRows } from '../terminal/series-table.ts';
import { html, type Markup } from './markup.ts';
import type { PageModel, PageTrial } from './page-model.ts';
import { table } from './table.ts';

/** A kind of mark of a chart, and what it stands for. The class chooses its shape and colour. */
export const legend = (marks: readonly (readonly [className: string, text: string])[]): Markup =>
  html`<ul class="legend">${marks.map(([className, text]) => html`<li><span class="mark ${className}"></span>${text}</li>`)}</ul>`;

/** Places for the timeline of one trial, which the page's client draws; and its buttons. */
export const timelineSection = ({
  trials,
}: PageModel): Markup => html`<section aria-labelledby="timeline-title">
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
<span class="remark">Keys on the chart: + − ← → , 0 for all, f for the outage. Drag or turn the wheel with a mouse.</span>
</div>
${trials.length > 1 ? [html`<p class="on-paper" id="trial-on-paper"></p>`] : []}
<div id="timeline" tabindex="0" role="group" aria-label="Timeline. The tables say the same.">
${trials[0] ? timelineCharts(trials[0]) : []}
</div>
<p class="remark" id="omitted" hidden></p>
</section>`;

/** One chart below the other. All trials of a run have the same directions and tunnels. */
const timelineCharts = ({ directions, tunnels }: PageTrial): Markup[] => [
  html`<figure><figcaption>Faults and what the nodes noticed</figcaption>
${legend([
  ['down', 'went down'],
  ['up', 'came up'],
  ['change', 'changed'],
])}
<div class="chart" id="events" role="img" aria-label="Events of the control plane. The table of events says the same."></div></figure>`,
  ...directions.map(
    ({ title, flows }, index) => html`<figure><figcaption>${title}: gaps of ${flows} flows</figcaption>
${legend([
  ['outage', 'outage'],
  ['second', 'second hit'],
])}
<div class="chart" id="gaps-${index}" role="img" aria-label="Gaps of every flow, ${title}."></div></figure>`,
  ),
  ...(tunnels.length > 0
    ? [
        html`<figure><figcaption>Packets/s in each tunnel</figcaption>
${legend(tunnels.map(({ name }, index) => [`series-${(index % 6) + 1}`, name]))}
<p class="remark">Counted once a second where packets are sent, so packets that are lost behind it are in it: a dead tunnel shows what is sent into it until the flows move.</p>
<div class="chart" id="rates" role="img" aria-label="Packets a second in each tunnel."></div></figure>`,
      ]
    : []),
  html`<div class="chart" id="range" aria-hidden="true"></div>`,
];

/** Every trial of a repeated run beside the others. Nothing if no trial was repeated. */
export function spreadSection({ series, trials }: RunResult, model: PageModel): Markup {
  if (model.series.length === 0) return html``;
  return html`<section><h2>Trials</h2>
${legend([
  ['trial-dot', 'trial'],
  ['median', 'median'],
  ['interval', 'confidence interval of the median'],
])}
${model.series.map(({ title }, index) => html`<figure><figcaption>${title}</figcaption><div class="chart" id="spread-${index}" role="img" aria-label="${title}: every trial as a dot, with the median and its confidence interval. The table below says the same."></div></figure>`)}
${series.map((one) => table(spreadRows(one, trials)))}
</section>`;
}
