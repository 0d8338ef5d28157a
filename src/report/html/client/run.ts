import type { PageModel } from '../page-model.ts';
import { chartIn, drawForPaper } from './charts.ts';
import { drawSpread, spreadHeight } from './spread.ts';
import { currentTheme, onThemeChange } from './theme.ts';
import { shownPart, timelineOf } from './timeline.ts';
import { addZoom, faultRange } from './zoom.ts';

const model: PageModel = JSON.parse(document.getElementById('model')?.textContent ?? '{}');
const choice = document.getElementById('trial');
const shown = () => model.trials[choice instanceof HTMLSelectElement ? Number(choice.value) : 0];

const timeline = timelineOf(model);
const spreads = model.series.map((_, index) => chartIn(`spread-${index}`, spreadHeight));

function draw(): void {
  const theme = currentTheme();
  const trial = shown();
  if (trial) {
    const part = timeline.charts[0] && shownPart(timeline.charts[0]);
    timeline.draw(trial, theme);
    if (part) showPart(part);
  }
  for (const [index, chart] of spreads.entries()) {
    const series = model.series[index];
    if (chart && series) drawSpread(chart, series, theme);
  }
}

/** Shows the trial that was chosen, and the part of its time around the outage. */
function showTrial(): void {
  draw();
  const trial = shown();
  if (trial) showPart(faultRange(trial));

  const parts = document.querySelectorAll<HTMLElement>('.trial');
  for (const part of parts) {
    part.hidden = choice instanceof HTMLSelectElement && part.dataset.trial !== choice.value;
  }
  const omitted = trial?.directions.reduce((sum, direction) => sum + direction.gapsOmitted, 0) ?? 0;
  const remark = document.getElementById('omitted');
  if (remark) {
    remark.hidden = omitted === 0;
    remark.textContent = `${omitted} shorter gaps are not drawn.`;
  }
  const onPaper = document.getElementById('trial-on-paper');
  if (onPaper) onPaper.textContent = trial?.title ?? '';
}

/** The charts follow each other. */
function showPart([start, end]: readonly [number, number]): void {
  for (const chart of timeline.charts) chart.dispatchAction({ type: 'dataZoom', start, end });
}

const element = document.getElementById('timeline');
if (element) addZoom(timeline.charts, element, shown);
choice?.addEventListener('change', showTrial);
onThemeChange(draw);
drawForPaper(draw);
showTrial();
