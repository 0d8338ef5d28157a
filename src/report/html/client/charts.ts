import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Theme } from './theme.ts';

use([
  AriaComponent,
  BarChart,
  CustomChart,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  ScatterChart,
  SVGRenderer,
  TitleComponent,
  TooltipComponent,
]);

export type Chart = EChartsType;

/** The font of the page. The library needs it to compute the width of a text. */
const fontFamily = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

/** A chart in an element of the page; undefined if the page does not have the element. */
export function chartIn(id: string, height: number): Chart | undefined {
  const element = document.getElementById(id);
  if (!element) return undefined;
  element.style.height = `${height}px`;
  const chart = init(element, undefined, { renderer: 'svg' });
  new ResizeObserver(() => chart.resize()).observe(element);
  return chart;
}

/** Options that all charts share. In their tooltips names cannot become HTML. */
export const commonOptions = (theme: Theme) => ({
  animation: false,
  textStyle: { color: theme.text, fontFamily },
  tooltip: {
    renderMode: 'richText' as const,
    confine: true,
    backgroundColor: theme.surface,
    borderColor: theme.line,
    textStyle: { color: theme.text },
  },
});

/** The lines across a chart. */
export const gridLines = (theme: Theme) => ({ lineStyle: { color: theme.line, opacity: 0.5 } });

/** Labels of an axis in seconds. */
export const secondsLabel = (theme: Theme) => ({
  color: theme.muted,
  formatter: (value: number) => `${value} s`,
});

/** "1.25 s" or "80 ms". */
export function duration(milliseconds: number): string {
  return Math.abs(milliseconds) < 999.5
    ? `${Number(milliseconds.toPrecision(3))} ms`
    : `${Number((milliseconds / 1000).toPrecision(4))} s`;
}
