import { availableParallelism, freemem } from 'node:os';
import { join } from 'node:path';
import { saveFile } from '../../base/files/save-file.ts';
import { Saving } from '../../base/files/saving.ts';
import type { Shard } from '../../base/shard.ts';
import { terminalReport } from '../../report/terminal/terminal.ts';
import type { RunSettings } from '../../run/request.ts';
import { ownVersion } from '../../run/versions.ts';
import type { AttemptEnding } from '../attempt.ts';
import type { BatchWatch } from '../batch.ts';
import { batchSettings } from '../batch-settings.ts';
import { notSavedOf, runBatch } from '../run-batch.ts';
import { readDurations } from '../shards/durations.ts';
import { caseName } from './case-name.ts';
import { aboutCase, type CaseResult, caseResult } from './case-result.ts';
import { defaultJobs } from './jobs.ts';
import { rateOf, rates } from './rates.ts';
import { saveSuite } from './save-suite.ts';
import type { SuiteCase } from './suite-case.ts';
import { suiteCases } from './suite-cases.ts';
import { type CaseOutput, junitOfSuite } from './suite-junit.ts';
import { suitePlan } from './suite-plan.ts';
import { type SuiteResult, suiteResult } from './suite-result.ts';

export interface SuiteRequest {
  /** Names of labs or paths of lab files; none: all labs that come with the program. */
  readonly labs: readonly string[];
  readonly settings: Omit<RunSettings, 'traffic'> & {
    /** Without a rate, each attempt has a lower one than the attempt before. */
    readonly traffic: { readonly flows?: number | undefined; readonly rate?: number | undefined };
  };
  /** Runs at once; absent: as many as the machine allows. */
  readonly jobs?: number | undefined;
  /** A further file for JUnit's XML. */
  readonly junit?: string | undefined;
  /** The part of the cases that is wanted. Absent: all of them. */
  readonly shard?: Shard | undefined;
  /** Whether each case gets a new lab, although the one before had the same. */
  readonly fresh: boolean;
  /** File with the durations of cases; absent: the one that comes with the program. */
  readonly durations?: string | undefined;
}

export interface SuiteOutcome {
  readonly suite: SuiteResult;
  readonly folder: string;
  /** Why something could not be saved. Absent: everything was. */
  readonly notSaved?: string | undefined;
}

/** Longer than any case takes: the slowest one breaks two targets with Azure's timers, about ten minutes each. */
const minutesPerTrial = 60;

/**
 * Runs every case of some labs, and saves the result of each and of all together. An interruption saves the
 * results until then.
 *
 * @throws DefinitionError with everything that is wrong with any of the lab files
 * @throws SwitchoverError (wrong-input) when an entry of `expect` can never run, or when there is nothing to run,
 * in the shard or at all
 */
export async function runSuite(request: SuiteRequest, watch: BatchWatch<SuiteCase>): Promise<SuiteOutcome> {
  const { settings, shard, fresh } = request;
  const all = await suiteCases(request.labs, settings.profile, watch.onStep);
  const durations = await readDurations(request.durations);
  const lastSeconds = durations.profiles[settings.profile] ?? {};
  const plan = shard ? suitePlan(all, shard, lastSeconds) : null;
  const cases = all.filter((_, index) => !plan || plan[index]?.shard === shard?.number);
  const jobs = request.jobs ?? defaultJobs({ cores: availableParallelism(), freeBytes: freemem() });
  const { id, folder, startedAt, seconds, endings } = await runBatch(
    {
      name: 'labs',
      runs: settings.folders.runs,
      cases,
      jobs,
      // The cases of a lab have the same definition.
      labOf: ({ definition }) => (fresh ? undefined : definition),
      seconds: (one) => lastSeconds[caseName(aboutCase(one))] ?? one.roughSeconds,
      attempts: rates.length,
      limitMs: settings.trials * minutesPerTrial * 60_000,
      requestFor: ({ definition, fault, limits }, attempt, runs) => ({
        ...settings,
        lab: definition,
        fault,
        limits,
        traffic: { flows: settings.traffic.flows, rate: settings.traffic.rate ?? rateOf(attempt) },
        folders: { ...settings.folders, runs },
        keep: false,
      }),
      // Without an engine or a dataplane no lab can come up.
      isHopeless: ({ attempt }) => attempt.outcome === 'environment' && attempt.run === null,
    },
    watch,
  );
  const { profile, dataplane } = settings;
  const about = {
    ...{
      id,
      startedAt: startedAt.toISOString(),
      seconds,
      profile,
      dataplane,
      jobs,
      fresh,
      version: ownVersion,
    },
    settings: batchSettings(settings),
    shard: shard ?? null,
    missing: [],
  };
  const results = cases.map((one) => caseResult(one, endings.get(one) ?? []));
  const suite = suiteResult(about, results, plan);
  const outputs = new Map(
    cases.map((one, index) => [results[index], caseOutput(endings.get(one)?.at(-1), folder)]),
  );
  const outputOf = (one: CaseResult) => outputs.get(one) ?? {};
  const saving = new Saving();
  await saving.attempt(() => saveSuite(folder, suite, { outputOf, durations }));
  const { junit } = request;
  if (junit !== undefined) await saving.attempt(() => saveFile(junit, junitOfSuite(suite, outputOf)));
  if (watch.signal.aborted) watch.onStep({ step: 'saved', path: folder });
  watch.signal.throwIfAborted();
  return { suite, folder, notSaved: notSavedOf({ endings }) ?? saving.problem };
}

/** The report of a case with a result, or the log of a case without one. */
function caseOutput(last: AttemptEnding | undefined, folder: string): CaseOutput {
  if (!last) return {};
  const { run } = last.attempt;
  const where = run === null ? '' : `\nResults: ${join(folder, run)}\n`;
  return last.result ? { report: `${terminalReport(last.result)}${where}` } : { log: last.log };
}
