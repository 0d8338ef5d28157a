import { Saving } from '../../base/files/saving.ts';
import type { Shard } from '../../base/shard.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { profileNamed } from '../../definition/profile.ts';
import { definitionDigest } from '../../lab/definition-digest.ts';
import { chosenFault } from '../../run/chosen-fault.ts';
import { refuseWithoutTraffic } from '../../run/fit-traffic.ts';
import { readLab } from '../../run/lab-file.ts';
import type { FaultChoice, RunSettings } from '../../run/request.ts';
import { ownVersion } from '../../run/versions.ts';
import { buildTopology } from '../../topology/build-topology.ts';
import type { BatchWatch } from '../batch.ts';
import { batchSettings } from '../batch-settings.ts';
import { notSavedOf, runBatch } from '../run-batch.ts';
import { refuseEmptyShards, shardNumbers } from '../shards/divide.ts';
import { type Cell, cellTimers, cellTitle, gridOf, type Variations } from './grid.ts';
import { saveSweep } from './save-sweep.ts';
import { sweepCell, untriedCell } from './sweep-cell.ts';
import { type SweepResult, sweepResult } from './sweep-result.ts';

export interface SweepRequest {
  /** Name of a lab, or path of its file or folder. */
  readonly lab: string;
  readonly fault: FaultChoice;
  readonly vary: Variations;
  readonly settings: RunSettings;
  /** Runs at once. */
  readonly jobs: number;
  /** Longest outage that the recommended timers may have; absent: none are recommended. */
  readonly limitSeconds?: number | undefined;
  /** The part of the combinations that is wanted. Absent: all of them. */
  readonly shard?: Shard | undefined;
}

export interface SweepOutcome {
  readonly sweep: SweepResult;
  readonly folder: string;
  /** Why something could not be saved. Absent: everything was. */
  readonly notSaved?: string | undefined;
}

/** Time that a trial may take with Azure's timers, or with longer ones. */
const minutesPerTrial = 20;

/** How often a combination is tried. The traffic stays the same, because the combinations are compared. */
const attempts = 3;

/**
 * Runs a lab with every combination of timers, and saves the result of each and of all together.
 *
 * @throws DefinitionError with everything that is wrong with the lab file
 * @throws SwitchoverError (wrong-input) when the lab has no traffic, when the fault does not fit it, or when there are more
 * shards than combinations
 */
export async function runSweep(request: SweepRequest, watch: BatchWatch<Cell>): Promise<SweepOutcome> {
  const { fault, settings, jobs, limitSeconds, shard } = request;
  const { definition, warnings } = await readLab(request.lab);
  if (warnings.length > 0) watch.onStep({ step: 'warnings', problems: warnings });
  refuseWithoutTraffic(definition);
  chosenFault(
    { ...fault, target: fault.target?.toLowerCase() },
    { definition, topology: buildTopology(definition, profileNamed(settings.profile)) },
  );
  const all = gridOf(request.vary);
  const plan = shard ? sweepPlan(all, shard) : null;
  const cells = all.filter((_, index) => !plan || plan[index]?.shard === shard?.number);
  const { id, folder, startedAt, endings } = await runBatch(
    {
      name: 'sweep',
      runs: settings.folders.runs,
      cases: cells,
      jobs,
      // Each combination is another lab, and nothing is known about how long it takes.
      labOf: () => undefined,
      seconds: () => 1,
      attempts,
      limitMs: settings.trials * minutesPerTrial * 60_000,
      requestFor: (cell, _, runs) => ({
        ...settings,
        lab: definition,
        fault,
        timers: {
          ...settings.timers,
          ...cellTimers(cell),
          settings: { ...settings.timers?.settings, ...cell.settings },
        },
        folders: { ...settings.folders, runs },
        keep: false,
      }),
      // Wrong input is wrong in every combination, and without an engine none can run.
      isHopeless: ({ attempt }) => attempt.outcome === 'environment' || attempt.outcome === 'wrong-input',
    },
    watch,
  );
  watch.signal.throwIfAborted();
  const sweep = sweepResult({
    id,
    startedAt: startedAt.toISOString(),
    lab: definition.name,
    fault: fault.name,
    target: fault.target ?? null,
    parameters: parametersText(fault.parameters) || null,
    dataplane: settings.dataplane,
    definition: definitionDigest(definition),
    settings: batchSettings(settings),
    version: ownVersion,
    shard: shard ?? null,
    missing: [],
    plan,
    profile: settings.profile,
    trials: settings.trials,
    limitSeconds: limitSeconds ?? null,
    cells: cells.map((cell) => {
      const last = endings.get(cell)?.at(-1);
      return last ? sweepCell(cell, last) : untriedCell(cellTitle(cell), 'not-run');
    }),
  });
  const saving = new Saving();
  await saving.attempt(() => saveSweep(folder, sweep));
  return { sweep, folder, notSaved: notSavedOf({ endings }) ?? saving.problem };
}

/** Which shard runs which combination. Nothing is known about how long one takes, so that each shard has as many. */
function sweepPlan(cells: readonly Cell[], shard: Shard): NonNullable<SweepResult['plan']> {
  refuseEmptyShards(cells.length, shard, 'combination');
  const names = cells.map(cellTitle);
  const numbers = shardNumbers(
    names.map((name) => ({ name, seconds: undefined })),
    shard.of,
  );
  return names.map((title, index) => ({ title, shard: numbers[index] ?? 1 }));
}
