import { median } from '../bench/median.ts';

/** What existed at one time: numbers of things, and memory and disk in MiB. */
export interface Sample {
  /** Containers of the runs so far. Between two rounds there must be none. */
  readonly containers: number;
  readonly images: number;
  /** Temporary and cached files of all processes. */
  readonly files: number;
  /** Resident set of dockerd. */
  readonly memory?: number;
  /** Open files of dockerd. */
  readonly openFiles?: number;
  /** Size of dockerd's data. */
  readonly disk?: number;
}

export interface Trend {
  readonly what: keyof Sample;
  readonly first: number;
  readonly last: number;
  readonly most: number;
  readonly verdict: 'none' | 'GROWS' | 'too few samples';
}

interface Allowance {
  readonly part: number;
  readonly least: number;
  /** Compares only the first and the last sample, not the first and the last third. */
  readonly byEnds?: true;
}

/** How far the end may lie above the beginning: by a part of it, and by at least so much. */
const allowances: Readonly<Record<keyof Sample, Allowance>> = {
  containers: { part: 0, least: 0, byEnds: true },
  images: { part: 0, least: 0, byEnds: true },
  files: { part: 0, least: 0, byEnds: true },
  // Go returns memory late: dockerd had between 95 and 140 MiB, with and without labs before.
  memory: { part: 0.25, least: 30 },
  // Other clients have connections, too, and dockerd keeps closed ones until Go collects its garbage (seen: 68 files
  // after 50 runs, and 25, as before them, two minutes later).
  openFiles: { part: 0.25, least: 12, byEnds: true },
  disk: { part: 0.05, least: 20 },
};
const fewest = 6;

/**
 * Finds what grows: its median over the last third of the samples is further above that of the first third than is
 * allowed. For some things, only the first and the last sample are compared.
 */
export function trends(samples: readonly Sample[]): Trend[] {
  return whats.flatMap((what) => {
    const values = samples.flatMap((sample) => sample[what] ?? []);
    const [first, last] = [values.at(0), values.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [{ what, first, last, most: Math.max(...values), verdict: verdictOf(what, values) }];
  });
}

const whats = ['containers', 'images', 'files', 'memory', 'openFiles', 'disk'] as const;

function verdictOf(what: keyof Sample, values: readonly number[]): Trend['verdict'] {
  const { part, least, byEnds = false } = allowances[what];
  if (!byEnds && values.length < fewest) return 'too few samples';
  const third = byEnds ? 1 : Math.floor(values.length / 3);
  const before = median(values.slice(0, third));
  const after = median(values.slice(-third));
  return after - before > Math.max(least, part * before) ? 'GROWS' : 'none';
}
