import type { PageSeries } from '../page-model.ts';
import { type Chart, commonOptions, duration, gridLines, secondsLabel } from './charts.ts';
import type { Theme } from './theme.ts';

const rowHeight = 96;
const top = 50;

/** Height of the figures of all trials, in pixels. */
export const spreadHeight = (series: readonly PageSeries[]): number => top + series.length * rowHeight;

/**
 * Every trial as a dot, the median as a line, and its confidence interval as a bar. Each figure has its own row and
 * scale.
 */
export function drawSpread(chart: Chart, series: readonly PageSeries[], theme: Theme): void {
  const common = commonOptions(theme);
  const rowTop = (row: number) => top + row * rowHeight;
  const point = (value: number) => [value / 1000, 0];
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
      title: series.map(({ title }, row) => ({
        text: title,
        left: 0,
        top: rowTop(row) - 18,
        textStyle: { color: theme.text, fontSize: 13, fontWeight: 'normal' },
      })),
      grid: series.map((_, row) => ({ left: 20, right: 30, top: rowTop(row) + 4, height: 34 })),
      xAxis: series.map((_, row) => ({
        type: 'value',
        gridIndex: row,
        scale: true,
        axisLabel: secondsLabel(theme),
        splitLine: gridLines(theme),
      })),
      yAxis: series.map((_, row) => ({ type: 'value', gridIndex: row, min: -1, max: 1, show: false })),
      series: series.flatMap(({ values, median, interval }, row) => {
        const place = { xAxisIndex: row, yAxisIndex: row };
        return [
          {
            ...place,
            type: 'line' as const,
            name: 'Confidence interval of the median',
            symbol: 'none',
            color: theme.muted,
            lineStyle: { width: 14, opacity: 0.35, cap: 'butt' as const },
            data:
              interval?.lower != null && interval.upper != null
                ? [point(interval.lower), point(interval.upper)]
                : [],
          },
          {
            ...place,
            type: 'scatter' as const,
            name: 'Trial',
            symbolSize: 9,
            color: theme.accent,
            itemStyle: { opacity: 0.75 },
            data: values.flatMap((value) => (value === null ? [] : [point(value)])),
          },
          {
            ...place,
            type: 'scatter' as const,
            name: 'Median',
            symbol: 'rect',
            symbolSize: [4, 26],
            color: theme.bad,
            data: median === null ? [] : [point(median)],
          },
        ];
      }),
    },
    { notMerge: true },
  );
}
