import type { PageSeries } from '../page-model.ts';
import { type Chart, commonOptions, duration, gridLines, secondsLabel } from './charts.ts';
import type { Theme } from './theme.ts';

const rowHeight = 46;

/** Pixels that the figures of all trials need. */
export const spreadHeight = (series: readonly PageSeries[]): number => 60 + series.length * rowHeight;

/** Every trial as a dot, a figure a row, with the median as a line and its confidence interval as a bar. */
export function drawSpread(chart: Chart, series: readonly PageSeries[], theme: Theme): void {
  const rows = series.map(({ title }) => title);
  const point = (value: number, row: number) => [value / 1000, rows[row]];
  const common = commonOptions(theme);
  chart.setOption(
    {
      ...common,
      tooltip: {
        ...common.tooltip,
        formatter: ({ value, seriesName }: { value: unknown; seriesName: string }) =>
          `${seriesName}: ${Array.isArray(value) ? duration(Number(value[0]) * 1000) : ''}`,
      },
      legend: {
        top: 0,
        left: 0,
        textStyle: { color: theme.text },
        data: ['Trial', 'Median', 'Confidence interval of the median'],
      },
      grid: { left: 260, right: 24, top: 34, bottom: 30 },
      xAxis: {
        type: 'value',
        min: 0,
        axisLabel: secondsLabel(theme),
        splitLine: gridLines(theme),
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows,
        axisLabel: { color: theme.muted, width: 240, overflow: 'break' },
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: false },
      },
      series: [
        ...series.flatMap(({ interval }, row) =>
          interval?.lower != null && interval.upper != null
            ? [
                {
                  type: 'line' as const,
                  name: 'Confidence interval of the median',
                  symbol: 'none',
                  color: theme.muted,
                  lineStyle: { width: 12, opacity: 0.35, cap: 'butt' as const },
                  data: [point(interval.lower, row), point(interval.upper, row)],
                },
              ]
            : [],
        ),
        {
          type: 'scatter',
          name: 'Trial',
          symbolSize: 8,
          color: theme.accent,
          itemStyle: { opacity: 0.75 },
          data: series.flatMap(({ values }, row) =>
            values.flatMap((value) => (value === null ? [] : [point(value, row)])),
          ),
        },
        {
          type: 'scatter',
          name: 'Median',
          symbol: 'rect',
          symbolSize: [4, 24],
          color: theme.bad,
          data: series.flatMap(({ median }, row) => (median === null ? [] : [point(median, row)])),
        },
      ],
    },
    { notMerge: true },
  );
}
