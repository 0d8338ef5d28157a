import { median } from '../bench/median.ts';

/** What was there at one time: numbers of things; memory and disk in MiB. */
export interface Sample {
  /** Of the runs so far, and so none of them may be there between two rounds. */
  readonly containers: number;
  readonly images: number;
  /** Temporary and cached ones, whoever's. */
  readonly files: number;
  /** dockerd's resident set. */
  readonly memory?: number;
  /** dockerd's. */
  readonly openFiles?: number;
  /** What dockerd keeps. */
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
  /** Judged by the first and the last sample, however few there are; otherwise by the first and the last third. */
  readonly byEnds?: true;
}

/** By how much the end may lie above the beginning: a part of it, and at least so many. None: not by a single one. */
const allowances: Readonly<Record<keyof Sample, Allowance>> = {
  containers: { part: 0, least: 0, byEnds: true },
  images: { part: 0, least: 0, byEnds: true },
  files: { part: 0, least: 0, byEnds: true },
  // Go gives memory back late: dockerd was seen between 95 and 140 MiB, with and without labs before.
  memory: { part: 0.25, least: 30 },
  // A connection of somebody else's more or less. What nobody is at the other end of any more dockerd keeps until Go
  // collects its garbage (seen: 68 after the last of 50 runs, and 25, as before the first, two minutes later).
  openFiles: { part: 0.25, least: 12, byEnds: true },
  disk: { part: 0.05, least: 20 },
};
const fewest = 6;

/**
 * Whether anything grows: the median of the last third of the samples is above that of the first third by more than is
 * allowed. Some are judged by the first and the last sample alone.
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
