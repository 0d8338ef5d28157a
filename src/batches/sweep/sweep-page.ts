import type { PageAssets } from '../../report/html/assets.ts';
import { framed } from '../../report/html/frame.ts';
import { html } from '../../report/html/markup.ts';
import type { SweepModel } from '../../report/html/sweep-model.ts';
import type { SweepResult } from './sweep-result.ts';
import { sweepTable } from './sweep-table.ts';

/** A sweep as one HTML file: recovery against the timers, with the prediction, for each direction. */
export function sweepPage(sweep: SweepResult, assets: PageAssets): string {
  const { lab, fault, cells } = sweep;
  const title = `${lab}: ${fault}, ${cells.length} combinations of timers`;
  const directions = cells.find((cell) => cell.directions.length > 0)?.directions ?? [];
  const body = html`<h1>${title}</h1>
<p class="summary">A dot is a trial, the line its median; the bar is the prediction from the timers.</p>
${directions.map(
  ({ title: way }, index) =>
    html`<section><h2>Outage ${way}</h2><div class="chart" id="direction-${index}" role="img" aria-label="Outage ${way} against the timers. The table below says the same."></div></section>`,
)}
<section><h2>As a table</h2><div class="scroll"><pre>${sweepTable(sweep)}</pre></div></section>
<footer>An emulation: no figure here is Microsoft's.</footer>`;
  const model: SweepModel = { limitSeconds: sweep.limitSeconds, cells };
  return framed({ title, body, model, ...assets });
}
