import type { PageTrial } from '../page-model.ts';
import { type Chart, commonOptions, gridLines } from './charts.ts';
import type { Theme } from './theme.ts';
import { axisHeight, insideZoom, seconds, sides, timeAxis } from './time-axis.ts';

/** Height of the packet rates of any trial, in pixels. */
export const ratesHeight = 12 + 130 + axisHeight;

/** Packets a second in each tunnel. */
export function drawRates(chart: Chart, trial: PageTrial, theme: Theme): void {
  chart.setOption(
    {
      ...commonOptions(theme),
      grid: { ...sides, top: 12, bottom: axisHeight },
      xAxis: timeAxis(trial, theme),
      yAxis: {
        type: 'value',
        axisLabel: { color: theme.muted, hideOverlap: true },
        axisLine: { onZero: false },
        axisTick: { show: false },
        splitLine: gridLines(theme),
      },
      dataZoom: [insideZoom],
      series: trial.tunnels.map(({ name, rates }, index) => ({
        type: 'line' as const,
        name,
        showSymbol: false,
        // A rate belongs to the interval before its time.
        step: 'start' as const,
        lineStyle: { width: 2 },
        color: theme.series[index % theme.series.length],
        data: rates.map(([at, rate]) => [seconds(at), rate]),
        tooltip: { valueFormatter: (value: unknown) => `${value} packets/s` },
      })),
    },
    { notMerge: true },
  );
}
