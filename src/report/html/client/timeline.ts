import type { CustomSeriesRenderItem } from 'echarts/types/dist/shared';
import { lanes, type PageDirection, type PageTrial } from '../page-model.ts';
import { type Chart, commonOptions, duration, gridLines } from './charts.ts';
import type { Theme } from './theme.ts';

const left = 90;
const right = 24;
const laneHeight = 20;
const space = 44;
const ratesHeight = 130;

/** Height of a flow in pixels: as thin as a screen allows. */
const flowsHeight = ({ flows }: PageDirection): number => Math.min(260, Math.max(70, flows * 5));

/** Height of the timeline of a trial, in pixels. */
export function timelineHeight({ directions, tunnels }: PageTrial): number {
  const flows = directions.reduce((sum, direction) => sum + flowsHeight(direction) + space, 0);
  return 30 + lanes.length * laneHeight + space + flows + (tunnels.length > 0 ? ratesHeight + space : 0) + 50;
}

/** Events in lanes, the flows of each direction with their gaps, and the packets in each tunnel, on one time axis. */
export function drawTimeline(chart: Chart, trial: PageTrial, theme: Theme): void {
  const areas = areasOf(trial);
  const seconds = (milliseconds: number) => milliseconds / 1000;
  const timeAxis = {
    type: 'value' as const,
    min: seconds(trial.from),
    max: seconds(trial.to),
    axisLine: { lineStyle: { color: theme.line } },
    splitLine: gridLines(theme),
    axisPointer: { show: true, snap: false, label: { show: false }, lineStyle: { color: theme.muted } },
  };
  const hasRates = trial.tunnels.length > 0;
  const common = commonOptions(theme);
  chart.setOption(
    {
      ...common,
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      legend: hasRates
        ? { bottom: 34, left, textStyle: { color: theme.text }, data: trial.tunnels.map(({ name }) => name) }
        : { show: false },
      title: areas.map(({ title, top }) => ({
        text: title,
        left: left - 6,
        top: top - 26,
        textStyle: { color: theme.text, fontSize: 13, fontWeight: 'normal' },
      })),
      grid: areas.map(({ top, height }) => ({ left, right, top, height })),
      xAxis: areas.map((_, index) => ({
        ...timeAxis,
        gridIndex: index,
        axisLabel: {
          show: index === areas.length - 1,
          color: theme.muted,
          formatter: (value: number) => `${value} s`,
        },
        axisTick: { show: index === areas.length - 1 },
      })),
      yAxis: [
        {
          type: 'category',
          gridIndex: 0,
          data: [...lanes],
          inverse: true,
          axisLabel: { color: theme.muted },
          axisLine: { show: false },
          axisTick: { show: false },
          splitLine: { show: true, lineStyle: { color: theme.line, opacity: 0.5 } },
        },
        ...trial.directions.map(({ flows }, index) => ({
          type: 'value' as const,
          gridIndex: index + 1,
          min: 0,
          max: flows,
          inverse: true,
          interval: flows,
          axisLabel: { show: false },
          splitLine: { show: false },
          axisLine: { show: true, lineStyle: { color: theme.line } },
        })),
        ...(hasRates
          ? [
              {
                type: 'value' as const,
                gridIndex: areas.length - 1,
                axisLabel: { color: theme.muted },
                splitLine: gridLines(theme),
              },
            ]
          : []),
      ],
      dataZoom: [
        { type: 'inside', xAxisIndex: areas.map((_, index) => index), filterMode: 'none' },
        {
          type: 'slider',
          xAxisIndex: areas.map((_, index) => index),
          filterMode: 'none',
          bottom: 4,
          height: 18,
          left,
          right,
          borderColor: theme.line,
          textStyle: { color: theme.muted },
          labelFormatter: (value: number) => `${value.toFixed(1)} s`,
        },
      ],
      series: [
        ...eventSeries(trial, theme),
        ...trial.directions.map((direction, index) => gapSeries(direction, index + 1, theme)),
        ...trial.tunnels.map(({ name, rates }, index) => ({
          type: 'line' as const,
          name,
          xAxisIndex: areas.length - 1,
          yAxisIndex: areas.length - 1,
          showSymbol: false,
          // A rate belongs to the interval before its time.
          step: 'start' as const,
          lineStyle: { width: 2 },
          color: theme.series[index % theme.series.length],
          data: rates.map(([at, rate]) => [seconds(at), rate]),
          tooltip: { valueFormatter: (value: unknown) => `${value} packets/s` },
        })),
      ],
    },
    { notMerge: true },
  );
}

interface Area {
  readonly title: string;
  readonly top: number;
  readonly height: number;
}

function areasOf({ directions, tunnels }: PageTrial): Area[] {
  const sizes = [
    { title: '', height: lanes.length * laneHeight },
    ...directions.map((direction) => ({
      title: `${direction.title}: gaps of ${direction.flows} flows`,
      height: flowsHeight(direction),
    })),
    ...(tunnels.length > 0 ? [{ title: 'Packets/s in each tunnel', height: ratesHeight }] : []),
  ];
  let top = 24;
  return sizes.map((size) => {
    const area = { ...size, top };
    top += size.height + space;
    return area;
  });
}

function eventSeries({ events }: PageTrial, theme: Theme) {
  const colours = { up: theme.good, down: theme.bad, change: theme.accent };
  const symbols = { up: 'triangle', down: 'diamond', change: 'circle' };
  return (['down', 'up', 'change'] as const).map((sense) => ({
    type: 'scatter' as const,
    xAxisIndex: 0,
    yAxisIndex: 0,
    symbol: symbols[sense],
    symbolSize: 11,
    color: colours[sense],
    data: events
      .filter((event) => event.sense === sense)
      .map(({ at, lane, node, text }) => ({ value: [at / 1000, lane], name: `${node}: ${text}` })),
    tooltip: {
      formatter: ({ name, value }: { name: string; value: unknown }) =>
        `${Array.isArray(value) ? duration(Number(value[0]) * 1000) : ''}  ${name}`,
    },
    ...(sense === 'down' && {
      markLine: {
        silent: true,
        symbol: 'none',
        label: { show: false },
        lineStyle: { color: theme.bad, type: 'solid' as const, width: 1 },
        data: [{ xAxis: 0 }],
      },
    }),
  }));
}

function gapSeries({ gaps, title }: PageDirection, area: number, theme: Theme) {
  const renderItem: CustomSeriesRenderItem = (_, api) => {
    const flow = Number(api.value(2));
    const [x1 = 0, y1 = 0] = api.coord([api.value(0), flow + 0.12]);
    const [x2 = 0, y2 = 0] = api.coord([api.value(1), flow + 0.88]);
    return {
      type: 'rect',
      shape: { x: x1, y: y1, width: Math.max(1.5, x2 - x1), height: Math.max(1, y2 - y1) },
      style: { fill: api.value(3) ? theme.warn : theme.bad },
    };
  };
  return {
    type: 'custom' as const,
    name: title,
    xAxisIndex: area,
    yAxisIndex: area,
    clip: true,
    renderItem,
    encode: { x: [0, 1], y: 2 },
    data: gaps.map(([flow, from, to, second]) => [from / 1000, to / 1000, flow, second ? 1 : 0]),
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: theme.bad, type: 'solid' as const, width: 1 },
      data: [{ xAxis: 0 }],
    },
    tooltip: {
      formatter: ({ value }: { value: unknown }) => {
        const [from = 0, to = 0, flow = 0, second = 0] = Array.isArray(value) ? value.map(Number) : [];
        return `flow ${flow}: impaired from ${duration(from * 1000)} to ${duration(to * 1000)}${second ? ', a second hit' : ''}`;
      },
    },
  };
}
