import type { PageTrial } from '../page-model.ts';
import { type Chart, commonOptions, duration, gridLines, secondsLabel } from './charts.ts';
import type { Theme } from './theme.ts';

const rowHeight = 34;

/** Height of the phases of a trial, in pixels. */
export const phasesHeight = ({ directions }: PageTrial): number => 70 + directions.length * 2 * rowHeight;

/** Each direction's outage as a stacked bar of its phases, and below it the predicted range. */
export function drawPhases(chart: Chart, { directions }: PageTrial, theme: Theme): void {
  const rows = directions.flatMap((direction) => [
    { title: `${direction.title}, measured`, direction, measured: true },
    { title: `${direction.title}, predicted`, direction, measured: false },
  ]);
  const bar = (name: string, colour: string, values: (number | null)[]) => ({
    type: 'bar' as const,
    stack: 'time',
    name,
    color: colour,
    barWidth: 18,
    data: values.map((value) => (value === null ? null : value / 1000)),
    tooltip: { valueFormatter: (value: unknown) => duration(Number(value) * 1000) },
  });
  const phase = (key: 'detection' | 'convergence' | 'restoration') =>
    rows.map(({ direction, measured }) => (measured ? (direction.phases?.[key] ?? null) : null));
  const predicted = (of: (range: { min: number; max: number }) => number) =>
    rows.map(({ direction, measured }) =>
      measured || !direction.predicted ? null : of(direction.predicted),
    );
  const common = commonOptions(theme);
  chart.setOption(
    {
      ...common,
      legend: {
        top: 0,
        left: 0,
        textStyle: { color: theme.text },
        data: ['Detection', 'Convergence', 'Restoration', 'Predicted range'],
      },
      grid: { left: 200, right: 24, top: 34, bottom: 30 },
      xAxis: {
        type: 'value',
        axisLabel: secondsLabel(theme),
        splitLine: gridLines(theme),
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map(({ title }) => title),
        axisLabel: { color: theme.muted },
        axisLine: { lineStyle: { color: theme.line } },
        axisTick: { show: false },
      },
      series: [
        {
          ...bar(
            'before the range',
            'transparent',
            predicted(({ min }) => min),
          ),
          silent: true,
          tooltip: { show: false },
        },
        bar(
          'Predicted range',
          theme.muted,
          predicted(({ min, max }) => max - min),
        ),
        bar('Detection', theme.detection, phase('detection')),
        bar('Convergence', theme.convergence, phase('convergence')),
        bar('Restoration', theme.restoration, phase('restoration')),
      ],
    },
    { notMerge: true },
  );
}
