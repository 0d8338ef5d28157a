import { lanes, type PageTrial } from '../page-model.ts';
import { type Chart, commonOptions, duration } from './charts.ts';
import type { Theme } from './theme.ts';
import { axisHeight, faultLines, insideZoom, seconds, sides, timeAxis } from './time-axis.ts';

const laneHeight = 20;

/** Height of the events of any trial, in pixels. */
export const eventsHeight = 4 + lanes.length * laneHeight + axisHeight;

/** Everything that happened as a mark, in a lane for each part of the lab. */
export function drawEvents(chart: Chart, trial: PageTrial, theme: Theme): void {
  const colours = { up: theme.good, down: theme.bad, change: theme.accent };
  const symbols = { up: 'triangle', down: 'diamond', change: 'circle' };
  chart.setOption(
    {
      ...commonOptions(theme),
      grid: { ...sides, top: 4, bottom: axisHeight },
      xAxis: timeAxis(trial, theme),
      yAxis: {
        type: 'category',
        data: [...lanes],
        inverse: true,
        axisLabel: { color: theme.muted },
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { show: true, lineStyle: { color: theme.line, opacity: 0.5 } },
      },
      dataZoom: [insideZoom],
      series: (['down', 'up', 'change'] as const).map((sense) => ({
        type: 'scatter' as const,
        symbol: symbols[sense],
        symbolSize: 11,
        color: colours[sense],
        data: trial.events
          .filter((event) => event.sense === sense)
          .map(({ at, lane, node, text }) => ({ value: [seconds(at), lane], name: `${node}: ${text}` })),
        tooltip: {
          formatter: ({ name, value }: { name: string; value: unknown }) =>
            `${Array.isArray(value) ? duration(Number(value[0]) * 1000) : ''}  ${name}`,
        },
        ...(sense === 'down' && { markLine: faultLines(trial, theme) }),
      })),
    },
    { notMerge: true },
  );
}
