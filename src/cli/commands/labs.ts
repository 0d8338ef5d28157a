import { availableParallelism, freemem } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { privateFolder, writePrivately } from '../../base/files/private-file.ts';
import { saveFile } from '../../base/files/save-file.ts';
import { type AttemptEnding, attemptEnding } from '../../batches/suite/attempt-ending.ts';
import { caseResult, countsOf } from '../../batches/suite/case-result.ts';
import { defaultJobs } from '../../batches/suite/jobs.ts';
import { type CaseTexts, liveProgress, plainProgress } from '../../batches/suite/progress.ts';
import { rates, trafficOf } from '../../batches/suite/rates.ts';
import { runCase } from '../../batches/suite/run-case.ts';
import { runCases } from '../../batches/suite/schedule.ts';
import { casesOf, type LabToCheck, longestFirst, type SuiteCase } from '../../batches/suite/suite-case.ts';
import { type CaseOutput, junitOfSuite } from '../../batches/suite/suite-junit.ts';
import { suiteMarkdown } from '../../batches/suite/suite-markdown.ts';
import type { Outcome, SuiteResult } from '../../batches/suite/suite-result.ts';
import { caseLine, caseName, suiteTable } from '../../batches/suite/suite-table.ts';
import { DefinitionError } from '../../definition/problems/definition-error.ts';
import { formatProblems } from '../../definition/problems/format-problems.ts';
import type { Problem } from '../../definition/problems/problem.ts';
import type { ProfileName } from '../../definition/profile.ts';
import { newLabId } from '../../lab/blueprint.ts';
import type { DataplaneChoice } from '../../nodes/ipsec/choose.ts';
import { terminalReport } from '../../report/terminal/terminal.ts';
import { labNames, readLab } from '../../run/lab-file.ts';
import { ownVersion } from '../../run/versions.ts';
import { prepareEnvironment } from '../../setup/prepare.ts';
import { interruption } from '../interruption.ts';
import { options } from '../options.ts';
import { print, tell } from '../print.ts';
import { step } from '../tasks.ts';
import { thisProgram } from '../this-program.ts';

interface LabsOptions {
  readonly profile: ProfileName;
  readonly dataplane: DataplaneChoice;
  readonly jobs?: number;
  readonly runs: string;
  readonly format: 'table' | 'json';
  readonly junit?: string;
}

export function addLabs(program: Command): void {
  program
    .command('labs')
    .summary('run every lab against its limits')
    .description(
      "The failover regression suite: runs every lab, or those that are named, with every fault of its `expect` block, several at once and with half the packets of a single run, and holds what was measured against the block's limits. Exits with the highest code of a case: 1 when a limit was missed, 3 when nothing could be measured.",
    )
    .argument(
      '[labs...]',
      'names of labs, or paths of lab files; without any, all that come with the program',
    )
    .addOption(options.profile().default('fast'))
    .addOption(options.dataplane())
    .addOption(options.jobs())
    .addOption(options.runs())
    .addOption(options.format('table', 'json'))
    .addOption(options.junit())
    .action(labs);
}

async function labs(names: readonly string[], chosen: LabsOptions): Promise<void> {
  const cases = await casesToRun(names, chosen.profile);
  const signal = interruption();
  // Once, and not by each of the runs: an engine that has to be installed, an image that has to be built.
  await step('Preparing the engine', (progress) => prepareEnvironment({ progress, signal })).finally(() =>
    signal.throwIfAborted(),
  );
  const jobs = chosen.jobs ?? defaultJobs({ cores: availableParallelism(), freeBytes: freemem() });
  const startedAt = new Date();
  const started = performance.now();
  const id = newLabId('labs', startedAt);
  const folder = join(chosen.runs, id);
  await privateFolder(folder);

  const endings = await runAll(cases, { ...chosen, jobs, folder, signal });
  const results = cases.map((one) => caseResult(one, endings.get(one) ?? []));
  const outputs = new Map(results.map((result, index) => [result, outputOf(cases[index], endings, folder)]));
  const suite: SuiteResult = {
    format: 'switchover-suite/1',
    suite: {
      id,
      startedAt: startedAt.toISOString(),
      seconds: Math.round(performance.now() - started) / 1000,
      profile: chosen.profile,
      dataplane: chosen.dataplane,
      jobs,
      version: ownVersion,
    },
    counts: countsOf(results),
    cases: results,
  };
  const junit = junitOfSuite(suite, (one) => outputs.get(one) ?? {});
  await writePrivately(join(folder, 'suite.json'), `${JSON.stringify(suite, null, 2)}\n`);
  await writePrivately(join(folder, 'suite.md'), suiteMarkdown(suite));
  await writePrivately(join(folder, 'junit.xml'), junit);
  if (chosen.junit !== undefined) {
    // For whoever it was asked for.
    await saveFile(chosen.junit, junit);
  }

  const where = `Results: ${folder}`;
  if (signal.aborted || chosen.format === 'json') tell(where);
  signal.throwIfAborted();
  print(chosen.format === 'json' ? JSON.stringify(suite, null, 2) : `\n${suiteTable(suite)}${where}`);
  process.exitCode = Math.max(...results.map(({ outcome }) => codes[outcome]));
}

/** What a case's outcome is among the exit codes; the suite's is the highest of them. */
const codes: Readonly<Record<Outcome, number>> = {
  passed: exitCodes.passed.code,
  failed: exitCodes.failed.code,
  'wrong-input': exitCodes['wrong-input'].code,
  'nothing-measured': exitCodes['nothing-measured'].code,
  'lab-not-ready': exitCodes['lab-not-ready'].code,
  environment: exitCodes.environment.code,
  interrupted: exitCodes.interrupted.code,
  // Because of another case, or of an interruption.
  'not-run': exitCodes.passed.code,
};

/**
 * All cases of the labs that are asked for.
 *
 * @throws DefinitionError with everything that is wrong with any of their files
 * @throws SwitchoverError (wrong-input) when an entry of an `expect` can never be run, or when there is nothing to run
 */
async function casesToRun(names: readonly string[], profile: ProfileName): Promise<SuiteCase[]> {
  const labs = await readLabs(names.length === 0 ? await labNames() : [...new Set(names)]);
  const checked = labs.map((lab) => ({ lab, ...casesOf(lab, profile) }));
  const objections = checked.flatMap((own) => own.objections);
  if (objections.length > 0) throw new SwitchoverError('wrong-input', objections.join('\n'));
  const without = checked.filter(({ cases }) => cases.length === 0).map(({ lab }) => lab.asked);
  const nothing = `Without an \`expect\` block, and so without anything to run: ${without.join(', ')}.`;
  const nothingToRun = without.length === labs.length || names.length > 0;
  if (without.length > 0 && nothingToRun) throw new SwitchoverError('wrong-input', nothing);
  if (without.length > 0) tell(nothing);
  return checked.flatMap(({ cases }) => cases);
}

async function readLabs(names: readonly string[]): Promise<LabToCheck[]> {
  const labs: LabToCheck[] = [];
  const problems: Problem[] = [];
  for (const asked of names) {
    try {
      const { definition, warnings } = await readLab(asked);
      if (warnings.length > 0) tell(formatProblems(warnings));
      labs.push({ asked, definition });
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new DefinitionError(problems);
  return labs;
}

interface Setting extends LabsOptions {
  readonly jobs: number;
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Runs the cases, each as a process of its own, and shows how it goes. */
function runAll(
  cases: readonly SuiteCase[],
  { profile, dataplane, jobs, folder, signal }: Setting,
): Promise<ReadonlyMap<SuiteCase, readonly AttemptEnding[]>> {
  const texts: CaseTexts<SuiteCase, AttemptEnding> = {
    title: (one) => caseName(caseResult(one, [])),
    line: (one, ending) => caseLine(caseResult(one, [ending])),
    passed: ({ attempt }) => attempt.outcome === 'passed',
  };
  const progress = process.stderr.isTTY ? liveProgress(texts) : plainProgress(texts, tell);
  tell(`${cases.length} ${cases.length === 1 ? 'case' : 'cases'}, ${Math.min(jobs, cases.length)} at once`);
  return runCases(longestFirst(cases), {
    jobs,
    attempts: rates.length,
    signal,
    run: async (one, attempt) => {
      const ended = await runCase(one, {
        program: thisProgram,
        profile,
        dataplane,
        folder,
        signal,
        options: trafficOf(attempt, process.env),
        onProgress: (line) => progress.said(one, line),
      });
      return attemptEnding(ended);
    },
    again: ({ attempt }) => attempt.outcome === 'nothing-measured',
    // Without an engine, or without a dataplane: no lab was begun, and none will be.
    hopeless: ({ attempt }) => attempt.outcome === 'environment' && attempt.run === null,
    round: progress.round,
  });
}

/** What a case said: its report where it has one, otherwise all of it. */
function outputOf(
  one: SuiteCase | undefined,
  endings: ReadonlyMap<SuiteCase, readonly AttemptEnding[]>,
  folder: string,
): CaseOutput {
  const last = one && endings.get(one)?.at(-1);
  if (!last) return {};
  const { run } = last.attempt;
  const where = run === null ? '' : `\nResults: ${join(folder, run)}\n`;
  return last.result ? { report: `${terminalReport(last.result)}${where}` } : { log: last.stderr };
}
