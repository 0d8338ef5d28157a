import { counted } from '../../base/counted.ts';
import { legend } from '../../report/html/chart-sections.ts';
import { framed } from '../../report/html/frame.ts';
import { html } from '../../report/html/markup.ts';
import type { PageAssets } from '../../report/html/pages.ts';
import type { SweepModel } from '../../report/html/sweep-model.ts';
import { table } from '../../report/html/table.ts';
import { partLines } from '../shards/part-lines.ts';
import type { SweepResult } from './sweep-result.ts';
import { followLines, recommendation, sweepRows } from './sweep-table.ts';

/** A sweep as one HTML file: recovery against the timers, with the prediction, for each direction. */
export function sweepPage(sweep: SweepResult, assets: PageAssets): string {
  const { lab, fault, profile, trials, cells, limitSeconds } = sweep;
  const title = `${lab}: ${fault}, ${counted(cells.length, 'combination')} of timers`;
  const directions = cells.find((cell) => cell.directions.length > 0)?.directions ?? [];
  const marks = legend([
    ['trial-dot', 'trial'],
    ['median', 'median'],
    ['interval', 'predicted range'],
    ...(limitSeconds === null ? [] : [['limit', `limit, ${limitSeconds} s`] as const]),
  ]);
  const body = html`<header><h1>${title}</h1>
<p class="summary">Profile ${profile}, ${counted(trials, 'trial')} of each combination.</p>
${[...partLines(sweep, 'sweep'), ...followLines(sweep), ...recommendation(sweep)].map((line) => html`<p>${line}</p>`)}</header>
<main>
${directions.map(
  ({ title: way }, index) =>
    html`<section><h2>Outage ${way}</h2>${marks}<div class="chart" id="direction-${index}" role="img" aria-label="Outage ${way} with each combination of timers. The table below says the same."></div></section>`,
)}
<section><h2>As a table</h2>${table(sweepRows(sweep))}</section>
</main>
<footer>An emulation: no figure here is Microsoft's.</footer>`;
  const model: SweepModel = { limitSeconds, cells };
  return framed({ title, body, model, ...assets });
}
