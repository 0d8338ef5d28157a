import { textTable } from '../../src/report/terminal/text-table.ts';
import type { Performed } from './perform.ts';
import type { Trend } from './trend.ts';

export function runTable(performed: readonly Performed[]): string {
  return textTable([
    ['RUN', 'EXIT CODE', 'TIME', ''],
    ...performed.map(({ run, exitCode, seconds, isFine }) => [
      run.title,
      String(exitCode),
      `${seconds.toFixed(1)} s`,
      isFine ? '' : 'FAILED',
    ]),
  ]);
}

export function trendTable(judged: readonly Trend[]): string {
  return textTable([
    ['BETWEEN THE ROUNDS', 'FIRST', 'LAST', 'MAX', 'TREND'],
    ...judged.map(({ what, first, last, most, verdict }) => [
      names[what],
      ...[first, last, most].map((value) => String(Math.round(value))),
      verdict,
    ]),
  ]);
}

const names: Readonly<Record<Trend['what'], string>> = {
  containers: 'Containers of these runs',
  images: 'Nameless images of these runs',
  files: 'Files in the temporary folder and the cache',
  memory: 'Memory of dockerd, MiB',
  openFiles: 'Open files of dockerd',
  disk: "Docker's folder, MiB",
};
