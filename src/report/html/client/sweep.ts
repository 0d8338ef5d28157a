import type { SweepModel } from '../sweep-model.ts';
import { type Chart, chartIn, commonOptions, duration, gridLines, secondsLabel } from './charts.ts';
import { currentTheme, onThemeChange, type Theme } from './theme.ts';

const sweep: SweepModel = JSON.parse(document.getElementById('model')?.textContent ?? '{}');
const directions = sweep.cells.find((cell) => cell.directions.length > 0)?.directions ?? [];
const charts = directions.map((_, index) => chartIn(`direction-${index}`, 380));

/** One direction: the combinations side by side, predictions as bars, trials as dots. */
function drawDirection(chart: Chart, index: number, theme: Theme): void {
  const cells = sweep.cells.map(({ title, directions: own }) => ({ title, direction: own[index] }));
  const titles = cells.map(({ title }) => title);
  const seconds = (milliseconds: number) => milliseconds / 1000;
  const predicted = (of: (range: { minMs: number; maxMs: number }) => number) =>
    cells.map(({ direction }) => (direction?.predicted ? seconds(of(direction.predicted)) : null));
  const common = commonOptions(theme);
  chart.setOption(
    {
      ...common,
      tooltip: {
        ...common.tooltip,
        valueFormatter: (value: unknown) => duration(1000 * Number(Array.isArray(value) ? value[1] : value)),
      },
      legend: {
        top: 0,
        left: 0,
        textStyle: { color: theme.text },
        data: ['Predicted range', 'Trial', 'Median'],
      },
      grid: { left: 60, right: 20, top: 40, bottom: 110 },
      xAxis: {
        type: 'category',
        data: titles,
        axisLabel: { color: theme.muted, rotate: 35, interval: 0 },
        axisLine: { lineStyle: { color: theme.line } },
      },
      yAxis: {
        type: 'value',
        min: 0,
        axisLabel: secondsLabel(theme),
        splitLine: gridLines(theme),
      },
      series: [
        {
          type: 'bar',
          stack: 'predicted',
          color: 'transparent',
          barWidth: 26,
          silent: true,
          tooltip: { show: false },
          data: predicted(({ minMs }) => minMs),
        },
        {
          type: 'bar',
          stack: 'predicted',
          name: 'Predicted range',
          color: theme.muted,
          itemStyle: { opacity: 0.35 },
          barWidth: 26,
          data: predicted(({ minMs, maxMs }) => maxMs - minMs),
        },
        {
          type: 'scatter',
          name: 'Trial',
          symbolSize: 8,
          color: theme.accent,
          itemStyle: { opacity: 0.75 },
          data: cells.flatMap(({ title, direction }) =>
            (direction?.values ?? []).flatMap((value) => (value === null ? [] : [[title, seconds(value)]])),
          ),
          ...(sweep.limitSeconds !== null && {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: theme.good },
              label: {
                formatter: `limit ${sweep.limitSeconds} s`,
                color: theme.good,
                position: 'insideEndTop' as const,
              },
              data: [{ yAxis: sweep.limitSeconds }],
            },
          }),
        },
        {
          type: 'scatter',
          name: 'Median',
          symbol: 'rect',
          symbolSize: [26, 3],
          color: theme.bad,
          data: cells.flatMap(({ title, direction }) =>
            direction?.medianMs == null ? [] : [[title, seconds(direction.medianMs)]],
          ),
        },
      ],
    },
    { notMerge: true },
  );
}

function draw(): void {
  const theme = currentTheme();
  for (const [index, chart] of charts.entries()) if (chart) drawDirection(chart, index, theme);
}

onThemeChange(draw);
draw();
