import type { PageSeries } from '../page-model.ts';
import { type Chart, commonOptions, duration, gridLines, secondsLabel } from './charts.ts';
import type { Theme } from './theme.ts';

/** Height of a figure of all trials, in pixels. */
export const spreadHeight = 66;

/** Every trial as a dot, the median as a line, and its confidence interval as a bar. */
export function drawSpread(chart: Chart, { values, median, interval }: PageSeries, theme: Theme): void {
  const common = commonOptions(theme);
  const point = (value: number) => [value / 1000, 0];
  chart.setOption(
    {
      ...common,
      tooltip: {
        ...common.tooltip,
        formatter: ({ value, seriesName }: { value: unknown; seriesName: string }) =>
          `${seriesName}: ${Array.isArray(value) ? duration(Number(value[0]) * 1000) : ''}`,
      },
      grid: { left: 30, right: 30, top: 4, height: 34 },
      xAxis: { type: 'value', scale: true, axisLabel: secondsLabel(theme), splitLine: gridLines(theme) },
      yAxis: { type: 'value', min: -1, max: 1, show: false },
      series: [
        {
          type: 'line',
          name: 'Confidence interval of the median',
          symbol: 'none',
          color: theme.muted,
          lineStyle: { width: 14, opacity: 0.35, cap: 'butt' },
          data:
            interval?.lower != null && interval.upper != null
              ? [point(interval.lower), point(interval.upper)]
              : [],
        },
        {
          type: 'scatter',
          name: 'Trial',
          symbolSize: 9,
          color: theme.accent,
          itemStyle: { opacity: 0.75 },
          data: values.flatMap((value) => (value === null ? [] : [point(value)])),
        },
        {
          type: 'scatter',
          name: 'Median',
          symbol: 'rect',
          symbolSize: [4, 26],
          color: theme.bad,
          data: median === null ? [] : [point(median)],
        },
      ],
    },
    { notMerge: true },
  );
}
