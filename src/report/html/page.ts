import type { RunResult } from '../../analysis/run-result.ts';
import type { Observations } from '../../observations/observations.ts';
import { factsOfRun } from '../terminal/facts-of-run.ts';
import { whatHappened } from '../terminal/terminal.ts';
import { verdictLines } from '../terminal/verdict-lines.ts';
import { spreadSection, timelineSection } from './chart-sections.ts';
import { framed } from './frame.ts';
import { headlines } from './headlines.ts';
import { html } from './markup.ts';
import { pageModelOf } from './page-model-of.ts';
import type { PageAssets } from './pages.ts';
import { table } from './table.ts';
import { hitsOf } from './topology/hits.ts';
import { topologyDrawing } from './topology/topology-drawing.ts';
import {
  clientsSection,
  comparisonSection,
  eventLists,
  eventsSection,
  figuresSection,
  phasesSection,
} from './trial-sections.ts';

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
  const title = `${run.lab}: ${whatHappened(trials)}`;
  const body = html`<header>
<h1>${title}</h1>
<p class="summary">${run.summary}. Profile ${run.profile}, ${run.dataplane} ESP, ${run.flows} flows of ${run.rate} packets/s in each direction, ${run.startedAt.slice(0, 16).replace('T', ' ')} UTC.</p>
<p class="verdict ${verdict.outcome}">${verdictWords[verdict.outcome]}</p>
${verdictLines(result).map((line) => html`<p>${line}</p>`)}
</header>
<main>
<div class="headlines">${headlines(result)}</div>
${comparisonSection(result)}
${phasesSection(result)}
<section><h2>Topology</h2>${topologyDrawing(design, hitsOf(trials, design))}${eventLists(result)}</section>
${spreadSection(result, model)}
${timelineSection(model)}
${figuresSection(result)}
${clientsSection(result)}
${eventsSection(model)}
<section><h2>Timers and versions</h2>${table([['', ''], ...factsOfRun(result)])}</section>
</main>
<footer>switchover ${result.versions.switchover}, run ${run.id}. An emulation: no figure here is Microsoft's.</footer>`;
  return framed({ title, body, model, ...assets });
}

const verdictWords: Readonly<Record<RunResult['verdict']['outcome'], string>> = {
  passed: 'passed',
  failed: 'failed',
  'nothing-measured': 'nothing measured',
};
