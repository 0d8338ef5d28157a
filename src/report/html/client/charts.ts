import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
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
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  ScatterChart,
  SVGRenderer,
  TooltipComponent,
]);

export type Chart = EChartsType;

/** The font of the page. The library needs it to compute the width of a text. */
const fontFamily = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

const charts: { readonly chart: Chart; readonly element: HTMLElement; readonly height: number }[] = [];
let onPaper = false;

/** A chart in an element of the page; undefined if the page does not have the element. */
export function chartIn(id: string, height: number): Chart | undefined {
  const element = document.getElementById(id);
  if (!element) return undefined;
  element.style.height = `${height}px`;
  const chart = init(element, undefined, { renderer: 'svg' });
  new ResizeObserver(() => {
    if (!onPaper) chart.resize();
  }).observe(element);
  charts.push({ chart, element, height });
  return chart;
}

/** The width for which charts are drawn that go to paper; from there they are scaled to its width. */
const paperWidth = 700;

/**
 * Draws everything for paper before the page is printed, and for the screen again afterwards. Nothing tells how wide the
 * paper is, so each drawing is given a view box that the style sheet scales.
 *
 * @param draw draws everything, with the colours that the style sheet then has
 */
export function drawForPaper(draw: () => void): void {
  const folded: HTMLDetailsElement[] = [];
  const changeTo = (paper: boolean) => {
    onPaper = paper;
    document.documentElement.classList.toggle('paper', paper);
    for (const { chart, height } of charts) chart.resize(paper ? { width: paperWidth, height } : undefined);
    draw();
    for (const { chart, element, height } of charts) {
      chart.getZr().flush();
      const svg = element.querySelector('svg');
      if (paper) svg?.setAttribute('viewBox', `0 0 ${paperWidth} ${height}`);
      else svg?.removeAttribute('viewBox');
    }
  };
  addEventListener('beforeprint', () => {
    folded.push(...document.querySelectorAll<HTMLDetailsElement>('details:not([open])'));
    for (const details of folded) details.open = true;
    changeTo(true);
  });
  addEventListener('afterprint', () => {
    for (const details of folded.splice(0)) details.open = false;
    changeTo(false);
  });
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

/** Labels of an axis in seconds. Those that would touch are left out. */
export const secondsLabel = (theme: Theme) => ({
  color: theme.muted,
  hideOverlap: true,
  formatter: (value: number) => `${Number(value.toPrecision(6))} s`,
});

/** "1.25 s" or "80 ms". */
export function duration(milliseconds: number): string {
  return Math.abs(milliseconds) < 999.5
    ? `${Number(milliseconds.toPrecision(3))} ms`
    : `${Number((milliseconds / 1000).toPrecision(4))} s`;
}
