import type { PageTrial } from '../page-model.ts';
import { gridLines, secondsLabel } from './charts.ts';
import type { Theme } from './theme.ts';

/** Room for what stands beside the charts of the timeline, in pixels: the same for all, so that times are in line. */
export const sides = { left: 82, right: 24 };

/** Room below a chart for the labels of its axis, in pixels. */
export const axisHeight = 26;

export const seconds = (milliseconds: number): number => milliseconds / 1000;

/** The time of a trial, in seconds from T0. */
export const timeAxis = ({ from, to }: PageTrial, theme: Theme) => ({
  type: 'value' as const,
  min: seconds(from),
  max: seconds(to),
  axisLine: { lineStyle: { color: theme.line } },
  splitLine: gridLines(theme),
  // The ends are no round numbers: their labels would touch those beside them.
  axisLabel: { ...secondsLabel(theme), showMinLabel: false, showMaxLabel: false },
  axisPointer: { show: true, snap: false, label: { show: false }, lineStyle: { color: theme.muted } },
});

/** With it, wheel and mouse choose the part of the time that is shown. */
export const insideZoom = { type: 'inside' as const, xAxisIndex: 0, filterMode: 'none' as const };

/** A line at each fault of a trial. */
export const faultLines = ({ events }: PageTrial, theme: Theme) => ({
  silent: true,
  symbol: 'none',
  label: { show: false },
  lineStyle: { color: theme.bad, type: 'solid' as const, width: 1 },
  data: events
    .filter(({ lane, sense }) => lane === 'Fault' && sense === 'down')
    .map(({ at }) => ({ xAxis: seconds(at) })),
});
