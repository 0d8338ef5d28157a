import type { CustomSeriesRenderItem } from 'echarts/types/dist/shared';
import type { PageDirection, PageTrial } from '../page-model.ts';
import { type Chart, commonOptions, duration } from './charts.ts';
import type { Theme } from './theme.ts';
import { axisHeight, faultLines, insideZoom, seconds, sides, timeAxis } from './time-axis.ts';

/** Height of the flows of a direction, in pixels: a flow is as thin as a screen allows. */
export const gapsHeight = ({ flows }: PageDirection): number =>
  4 + Math.min(256, Math.max(64, flows * 4)) + axisHeight;

/** The gaps of every flow of a direction, in a line for each flow. */
export function drawGaps(chart: Chart, direction: PageDirection, trial: PageTrial, theme: Theme): void {
  const { title, flows, gaps } = direction;
  chart.setOption(
    {
      ...commonOptions(theme),
      grid: { ...sides, top: 4, bottom: axisHeight },
      xAxis: timeAxis(trial, theme),
      yAxis: {
        type: 'value',
        min: 0,
        max: flows,
        inverse: true,
        interval: flows,
        axisLabel: { show: false },
        splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: theme.line } },
      },
      dataZoom: [insideZoom],
      series: [
        {
          type: 'custom',
          name: title,
          clip: true,
          renderItem: gapRectangle(theme),
          encode: { x: [0, 1], y: 2 },
          data: gaps.map(([flow, from, to, second]) => [seconds(from), seconds(to), flow, second ? 1 : 0]),
          markLine: faultLines(trial, theme),
          tooltip: {
            formatter: ({ value }: { value: unknown }) => {
              const [from = 0, to = 0, flow = 0, second = 0] = Array.isArray(value) ? value.map(Number) : [];
              return `flow ${flow}: impaired from ${duration(from * 1000)} to ${duration(to * 1000)}${second ? ', a second hit' : ''}`;
            },
          },
        },
      ],
    },
    { notMerge: true },
  );
}

const gapRectangle =
  (theme: Theme): CustomSeriesRenderItem =>
  (_, api) => {
    const flow = Number(api.value(2));
    const [x1 = 0, y1 = 0] = api.coord([api.value(0), flow + 0.12]);
    const [x2 = 0, y2 = 0] = api.coord([api.value(1), flow + 0.88]);
    return {
      type: 'rect',
      shape: { x: x1, y: y1, width: Math.max(1.5, x2 - x1), height: Math.max(1, y2 - y1) },
      style: { fill: api.value(3) ? theme.warn : theme.bad },
    };
  };
