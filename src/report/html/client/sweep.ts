import type { SweepModel } from '../sweep-model.ts';
import {
  type Chart,
  chartIn,
  commonOptions,
  drawForPaper,
  duration,
  gridLines,
  secondsLabel,
} from './charts.ts';
import { currentTheme, onThemeChange, type Theme } from './theme.ts';

const rowHeight = 40;
const axisHeight = 30;
/** Of DPD and BGP, each has a line. */
const titleWidth = 112;

const sweep: SweepModel = JSON.parse(document.getElementById('model')?.textContent ?? '{}');
const directions = sweep.cells.find((cell) => cell.directions.length > 0)?.directions ?? [];
const charts = directions.map((_, index) =>
  chartIn(`direction-${index}`, sweep.cells.length * rowHeight + axisHeight + 20),
);

/** One direction: a row for each combination, predictions as bars, trials as dots. */
function drawDirection(chart: Chart, index: number, theme: Theme): void {
  const cells = sweep.cells.map(({ title, directions: own }) => ({ title, direction: own[index] }));
  const seconds = (milliseconds: number) => milliseconds / 1000;
  const predicted = (of: (range: { minMs: number; maxMs: number }) => number) =>
    cells.map(({ direction }) => (direction?.predicted ? seconds(of(direction.predicted)) : null));
  const common = commonOptions(theme);
  chart.setOption(
    {
      ...common,
      tooltip: {
        ...common.tooltip,
        valueFormatter: (value: unknown) => duration(1000 * Number(Array.isArray(value) ? value[0] : value)),
      },
      grid: { left: titleWidth + 12, right: 24, top: 20, bottom: axisHeight },
      xAxis: {
        type: 'value',
        min: 0,
        axisLabel: secondsLabel(theme),
        splitLine: gridLines(theme),
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: cells.map(({ title }) => title),
        axisLabel: {
          color: theme.muted,
          interval: 0,
          width: titleWidth,
          overflow: 'break',
          lineHeight: 17,
          formatter: (title: string) => title.replaceAll(', ', ',\n'),
        },
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: false },
      },
      series: [
        {
          type: 'bar',
          stack: 'predicted',
          color: 'transparent',
          barWidth: 22,
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
          barWidth: 22,
          data: predicted(({ minMs, maxMs }) => maxMs - minMs),
        },
        {
          type: 'scatter',
          name: 'Trial',
          symbolSize: 8,
          color: theme.accent,
          itemStyle: { opacity: 0.75 },
          data: cells.flatMap(({ title, direction }) =>
            (direction?.values ?? []).flatMap((value) => (value === null ? [] : [[seconds(value), title]])),
          ),
          ...(sweep.limitSeconds !== null && {
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: theme.good },
              label: { show: false },
              data: [{ xAxis: sweep.limitSeconds }],
            },
          }),
        },
        {
          type: 'scatter',
          name: 'Median',
          symbol: 'rect',
          symbolSize: [3, 22],
          color: theme.bad,
          data: cells.flatMap(({ title, direction }) =>
            direction?.medianMs == null ? [] : [[seconds(direction.medianMs), title]],
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
drawForPaper(draw);
draw();
