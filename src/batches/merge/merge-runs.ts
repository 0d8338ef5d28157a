import type { Circumstances } from '../../analysis/run-result.ts';
import { turnsOf } from '../../run/turns.ts';
import type { Part, Together } from './parts.ts';

/** What `run.json` says: the circumstances, and the numbers of the trials that are saved. */
export type SavedRun = Circumstances & { readonly trials: readonly number[] };

/** A run as a shard; undefined when it is not one. */
export function runPart(result: SavedRun, path: string): Part<SavedRun> | undefined {
  const { run, versions, trials } = result;
  if (!run.shard) return undefined;
  const { from, to } = turnsOf(run.trialsPerTarget, run.shard);
  return {
    path,
    result,
    shard: run.shard,
    complete: trials.length === (to - from + 1) * run.targets,
    common: {
      lab: run.lab,
      'definition of the lab': run.definition,
      fault: run.fault,
      targets: run.targets,
      'trials of each target': run.trialsPerTarget,
      profile: run.profile,
      dataplane: run.dataplane,
      flows: run.flows,
      rate: run.rate,
      tcp: run.tcp,
      timers: result.timers,
      'DPD timers': result.connections,
      limits: result.limits,
      'version of switchover': versions.switchover,
      'version of strongSwan': versions.strongswan,
      'version of FRR': versions.frr,
    },
  };
}

/** The shards of a run as one run, with the numbers of its trials. @param id name of its folder */
export function mergedRun({ parts }: Together<SavedRun>, id: string): SavedRun {
  const [{ result: first }] = parts;
  const runs = parts.map(({ result }) => result);
  const trials = runs.flatMap((run) => run.trials).toSorted((a, b) => a - b);
  const total = first.run.trialsPerTarget * first.run.targets;
  const all = Array.from({ length: total }, (_, index) => index + 1);
  return {
    ...first,
    run: {
      ...first.run,
      id,
      startedAt: runs.map(({ run }) => run.startedAt).toSorted()[0] ?? first.run.startedAt,
      shard: null,
      missing: all.filter((number) => !trials.includes(number)),
    },
    versions: {
      ...first.versions,
      kernel: different(runs.map(({ versions }) => versions.kernel)),
      engine: different(runs.map(({ versions }) => versions.engine)),
    },
    bringUpMs: longest(runs.map(({ bringUpMs }) => bringUpMs)),
    calibration: worstCalibration(runs.map(({ calibration }) => calibration)),
    trials,
  };
}

/** Machines of a pool may differ in what is theirs; the result names all that there were. */
const different = (texts: readonly string[]): string => [...new Set(texts)].join(' and ');

const longest = (all: readonly Circumstances['bringUpMs'][]): Circumstances['bringUpMs'] => {
  const times = all.filter((own) => own !== null);
  const stages = new Set(times.flatMap((own) => Object.keys(own)));
  return Object.fromEntries(
    [...stages].map((stage) => [stage, Math.max(...times.map((own) => own[stage] ?? 0))]),
  );
};

/** What can be said of every machine; null when one was never calibrated. */
function worstCalibration(all: readonly Circumstances['calibration'][]): Circumstances['calibration'] {
  return all.reduce((worst, own) =>
    !worst || !own ? null : own.worstErrorMs > worst.worstErrorMs ? own : worst,
  );
}
