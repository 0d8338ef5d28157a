import type { PageTrial } from '../page-model.ts';
import { type Chart, commonOptions } from './charts.ts';
import type { Theme } from './theme.ts';
import { sides, timeAxis } from './time-axis.ts';

export const rangeHeight = 28;

/** A slider that shows which part of the time the charts above show, and chooses it. */
export function drawRange(chart: Chart, trial: PageTrial, theme: Theme): void {
  const { min, max, type } = timeAxis(trial, theme);
  chart.setOption(
    {
      ...commonOptions(theme),
      tooltip: { show: false },
      grid: { ...sides, top: 0, bottom: 0 },
      xAxis: { type, min, max, show: false },
      yAxis: { type: 'value', min: 0, max: 1, show: false },
      dataZoom: [
        {
          type: 'slider',
          xAxisIndex: 0,
          filterMode: 'none',
          top: 4,
          height: 18,
          ...sides,
          showDetail: false,
          borderColor: theme.line,
        },
      ],
      series: [{ type: 'scatter', data: [] }],
    },
    { notMerge: true },
  );
}
