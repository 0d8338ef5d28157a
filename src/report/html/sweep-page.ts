import type { SweepResult } from '../../sweep/sweep-result.ts';
import { sweepTable } from '../sweep-table.ts';
import type { PageAssets } from './assets.ts';
import { embeddedJson, html, Markup } from './markup.ts';

/** A sweep as one HTML file: recovery against the timers, with what was predicted, for each direction. */
export function sweepPage(sweep: SweepResult, { style, script }: PageAssets): string {
  const { lab, fault, cells } = sweep;
  const title = `${lab}: ${fault}, ${cells.length} combinations of timers`;
  const directions = cells.find((cell) => cell.directions.length > 0)?.directions ?? [];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${title} – switchover</title>
<style>${new Markup(style)}</style>
</head>
<body>
<h1>${title}</h1>
<p class="summary">A dot is a trial, the line its median; the bar is what the timers let expect.</p>
${directions.map(
  ({ title: way }, index) =>
    html`<section><h2>Outage ${way}</h2><div class="chart" id="direction-${index}" role="img" aria-label="Outage ${way} against the timers. The table below says the same."></div></section>`,
)}
<section><h2>As a table</h2><div class="scroll"><pre>${sweepTable(sweep)}</pre></div></section>
<footer>An emulation: no figure here is Microsoft's.</footer>
<script type="application/json" id="model">${embeddedJson(sweep)}</script>
<script>${new Markup(script)}</script>
</body>
</html>
`.text;
}
