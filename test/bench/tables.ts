import { textTable } from '../../src/report/terminal/text-table.ts';
import { median } from './median.ts';
import type { SideBySide } from './side-by-side.ts';
import type { WholeRuns } from './whole-runs.ts';

const barWidth = 60;

/** The medians and their targets. */
export function figureTable(sideBySide: SideBySide, { wall, start }: WholeRuns): string {
  const { up, composeUp, down, composeDown } = sideBySide;
  return textTable([
    ['FIGURE (medians)', 'SWITCHOVER', 'DOCKER-COMPOSE', 'FIGURE', 'TARGET', ''],
    [
      '(a) up: 4 tunnels carry packets / 9 containers sleep',
      seconds(up),
      seconds(composeUp),
      ...judged(median(up) / median(composeUp), '', 1, 2),
    ],
    [
      '(b) down: everything is gone',
      seconds(down),
      seconds(composeDown),
      ...judged(median(down) / median(composeDown), '', 0.5, 2),
    ],
    ['(c) memory (PSS) of a gateway instance', '', '', ...judged(median(sideBySide.memory), ' MiB', 30, 1)],
    ['(d) a whole warm run, profile fast', '', '', ...judged(median(wall) / 1000, ' s', 21, 1)],
    ['(e) processor time of --version', '', '', ...judged(median(start) / 1000, ' s', 0.25, 2)],
  ]);
}

function judged(value: number, unit: string, most: number, digits: number): string[] {
  return [`${value.toFixed(digits)}${unit}`, `<= ${most}${unit}`, value <= most ? 'met' : 'MISSED'];
}

/** How long each stage of bringing up a lab takes, and the rest of `up`. */
export function breakdown({ up }: SideBySide, { stages }: WholeRuns): string {
  const staged = [...stages].map(([stage, times]): [string, number] => [stage, median(times)]);
  const rest = median(up) - staged.reduce((sum, [, time]) => sum + time, 0);
  const bars: [string, number][] = [...staged, ['the program itself', Math.max(0, rest)]];
  const total = bars.reduce((sum, [, time]) => sum + time, 0);
  let before = 0;
  return textTable([
    ['STAGE', 'TIME', ''],
    ...bars.map(([stage, time]) => {
      const from = Math.round((before / total) * barWidth);
      before += time;
      const to = Math.round((before / total) * barWidth);
      return [stage, `${Math.round(time)} ms`, `${' '.repeat(from)}${'█'.repeat(to - from) || '▏'}`];
    }),
  ]);
}

/** All samples in the order in which they were measured. */
export function sampleTable(sideBySide: SideBySide, { wall, start }: WholeRuns): string {
  const inSeconds = (times: readonly number[]) => times.map((time) => (time / 1000).toFixed(2)).join(' ');
  return textTable([
    ['SAMPLES', ''],
    ['switchover up, s', inSeconds(sideBySide.up)],
    ['docker-compose up, s', inSeconds(sideBySide.composeUp)],
    ['switchover down, s', inSeconds(sideBySide.down)],
    ['docker-compose down, s', inSeconds(sideBySide.composeDown)],
    ['PSS of instances, MiB', sideBySide.memory.map((size) => size.toFixed(1)).join(' ')],
    ['switchover run, s', inSeconds(wall)],
    ['switchover --version, s of a core', inSeconds(start)],
  ]);
}

const seconds = (times: readonly number[]) => `${(median(times) / 1000).toFixed(2)} s`;
