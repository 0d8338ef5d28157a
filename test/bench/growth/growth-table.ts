import { textTable } from '../../../src/report/terminal/text-table.ts';
import type { Sample } from './sample.ts';

interface Figure {
  readonly name: string;
  readonly of: (sample: Sample) => number | undefined;
  readonly digits: number;
}

const figures: readonly Figure[] = [
  { name: 'nodes', of: ({ nodes }) => nodes, digits: 0 },
  { name: 'up, s', of: ({ upSeconds }) => upSeconds, digits: 1 },
  { name: '  by the program, s of a core', of: ({ upProgramSeconds }) => upProgramSeconds, digits: 1 },
  { name: 'down, s', of: ({ downSeconds }) => downSeconds, digits: 1 },
  { name: 'memory of the machine, MiB', of: ({ machineMiB }) => machineMiB, digits: 0 },
  { name: 'memory of all nodes (PSS), MiB', of: ({ pssMiB }) => pssMiB, digits: 0 },
  { name: 'at rest, cores', of: ({ restCores }) => restCores, digits: 3 },
  { name: 'trial: the program, cores', of: ({ trial }) => trial?.programCores, digits: 3 },
  { name: 'trial: flows each way', of: ({ trial }) => trial?.flows, digits: 0 },
  { name: 'trial: outage outward, s', of: ({ trial }) => trial?.outageSeconds[0], digits: 2 },
  { name: 'trial: outage return, s', of: ({ trial }) => trial?.outageSeconds[1], digits: 2 },
  { name: 'trial: full redundancy, s', of: ({ trial }) => trial?.redundancySeconds, digits: 1 },
];

/** A column for each size, and how each figure grows from one size to the largest. */
export function growthTable(samples: readonly Sample[]): string {
  return textTable([
    ['TUNNELS', ...samples.map(({ tunnels }) => String(tunnels)), 'GROWTH'],
    ...figures.map(({ name, of, digits }) => [
      name,
      ...samples.map((one) => of(one)?.toFixed(digits) ?? '-'),
      growth(samples, of),
    ]),
  ]);
}

/** Below this number of tunnels, what every lab costs hides what a tunnel costs. */
const fewTunnels = 20;

/** The exponent of the power law through the first size that is not small, and the last: 1 is linear, 2 quadratic. */
function growth(samples: readonly Sample[], of: Figure['of']): string {
  const first = samples.find(({ tunnels }) => tunnels >= fewTunnels);
  const last = samples.at(-1);
  const [from, to] = [first && of(first), last && of(last)];
  if (!first || !last || first === last || !from || !to) return '';
  return `n^${(Math.log(to / from) / Math.log(last.tunnels / first.tunnels)).toFixed(2)}`;
}
