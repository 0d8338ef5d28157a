import type { PageModel } from '../page-model.ts';
import { chartIn } from './charts.ts';
import { drawPhases, phasesHeight } from './phases.ts';
import { drawSpread, spreadHeight } from './spread.ts';
import { currentTheme, onThemeChange } from './theme.ts';
import { drawTimeline, timelineHeight } from './timeline.ts';
import { addZoom, faultRange } from './zoom.ts';

const model: PageModel = JSON.parse(document.getElementById('model')?.textContent ?? '{}');
const choice = document.getElementById('trial');
const shown = () => model.trials[choice instanceof HTMLSelectElement ? Number(choice.value) : 0];

const heightOf = (height: (trial: PageModel['trials'][number]) => number) =>
  Math.max(0, ...model.trials.map(height));
const timeline = chartIn('timeline', heightOf(timelineHeight));
const phases = chartIn('phases', heightOf(phasesHeight));
const spread = chartIn('spread', spreadHeight(model.series));

function draw(): void {
  const theme = currentTheme();
  const trial = shown();
  if (trial && timeline) {
    drawTimeline(timeline, trial, theme);
    const [start, end] = faultRange(trial);
    timeline.dispatchAction({ type: 'dataZoom', start, end });
  }
  if (trial && phases) drawPhases(phases, trial, theme);
  if (spread) drawSpread(spread, model.series, theme);

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
}

const element = document.getElementById('timeline');
if (timeline && element) addZoom(timeline, element, shown);
choice?.addEventListener('change', draw);
onThemeChange(draw);
draw();
