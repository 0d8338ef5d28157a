import type { PageModel, PageTrial } from '../page-model.ts';
import { type Chart, chartIn } from './charts.ts';
import { drawEvents, eventsHeight } from './events.ts';
import { drawGaps, gapsHeight } from './gaps.ts';
import { drawRange, rangeHeight } from './range.ts';
import { drawRates, ratesHeight } from './rates.ts';
import type { Theme } from './theme.ts';

/** The charts of the timeline, which all show the same part of the time. */
export interface Timeline {
  readonly charts: readonly Chart[];
  draw(trial: PageTrial, theme: Theme): void;
}

type Draw = (chart: Chart, trial: PageTrial, theme: Theme) => void;

/** Makes the charts in the places that the page has for them. */
export function timelineOf({ trials }: PageModel): Timeline {
  const parts = [
    part('events', eventsHeight, drawEvents),
    ...(trials[0]?.directions ?? []).map((direction, index) =>
      part(`gaps-${index}`, gapsHeight(direction), (chart, trial, theme) => {
        const own = trial.directions[index];
        if (own) drawGaps(chart, own, trial, theme);
      }),
    ),
    part('rates', ratesHeight, drawRates),
    part('range', rangeHeight, drawRange),
  ].flat();
  const charts = parts.map(({ chart }) => chart);
  for (const chart of charts) follow(chart, charts);
  return {
    charts,
    draw: (trial, theme) => {
      for (const { chart, draw } of parts) draw(chart, trial, theme);
    },
  };
}

function part(id: string, height: number, draw: Draw): { readonly chart: Chart; readonly draw: Draw }[] {
  const chart = chartIn(id, height);
  return chart ? [{ chart, draw }] : [];
}

/** Lets all charts show what a wheel or a mouse chose in one, and a line at the time below the mouse. */
function follow(leader: Chart, charts: readonly Chart[]): void {
  const others = charts.filter((chart) => chart !== leader);
  leader.on('datazoom', () => {
    const [start, end] = shownPart(leader);
    for (const chart of others) {
      const [from, to] = shownPart(chart);
      if (from !== start || to !== end) chart.dispatchAction({ type: 'dataZoom', start, end });
    }
  });
  const point = (currTrigger: 'mousemove' | 'leave', x: number) => {
    for (const chart of others) {
      chart.dispatchAction({ type: 'updateAxisPointer', currTrigger, x, y: chart.getHeight() / 2 });
    }
  };
  leader.getZr().on('mousemove', ({ offsetX }) => point('mousemove', offsetX));
  leader.getZr().on('globalout', () => point('leave', 0));
}

/** The part of the time that a chart shows, in percent; all of it before it is drawn. */
export function shownPart(chart: Chart): [number, number] {
  const { dataZoom } = (chart.getOption() ?? {}) as {
    dataZoom?: readonly { start?: number; end?: number }[];
  };
  return [dataZoom?.[0]?.start ?? 0, dataZoom?.[0]?.end ?? 100];
}
