import { Command } from '@commander-js/extra-typings';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { changesEnding, compareSuites, loadBaseline, loadSuite } from '../../batches/suite/baseline.ts';
import { baselineTable } from '../../batches/suite/baseline-table.ts';
import { caseName } from '../../batches/suite/case-name.ts';
import { caseResult } from '../../batches/suite/case-result.ts';
import { runSuite } from '../../batches/suite/run-suite.ts';
import type { SuiteCase } from '../../batches/suite/suite-case.ts';
import { suiteExitCode } from '../../batches/suite/suite-exit-code.ts';
import { suiteFormat } from '../../batches/suite/suite-result.ts';
import { caseLine, suiteTable } from '../../batches/suite/suite-table.ts';
import { findRun } from '../../run/folder/find-run.ts';
import { interruption } from '../../run/interruption.ts';
import { runText } from '../../run/words/run-line.ts';
import { toldNotSaved } from '../not-saved.ts';
import { options } from '../options.ts';
import { print, tell } from '../print.ts';
import { runSettings, withRunOptions } from '../run-settings.ts';
import type { CaseTexts } from '../showing/case-texts.ts';
import { showingBatch } from '../showing/showing.ts';

const texts: CaseTexts<SuiteCase> = {
  title: (one) => caseName(caseResult(one, [])),
  line: (one, ending) => caseLine(caseResult(one, [ending])),
  passed: ({ attempt }) => attempt.outcome === 'passed',
};

export const labs = withRunOptions(
  new Command('labs')
    .summary('run every lab against its limits')
    .description(
      "The failover regression suite: runs every lab, or those that are named, with every fault of its `expect` block, several labs at once and with a quarter of the packets of a single run, and compares what it measured with the block's limits. Exits with the highest code of a case: 1 when a limit was missed, 3 when nothing could be measured. With --baseline also with 1 when recovery has become slower than chance explains, for which each side needs --trials 4 or more, and with 3 when nothing could be compared.",
    )
    .argument(
      '[labs...]',
      'names of labs, or paths of lab files; without any, all labs that come with the program',
    )
    .addOption(options.profile().default('fast'))
    .addOption(options.trials())
    .addOption(options.fallingRate()),
)
  .addOption(options.jobs())
  .addOption(options.fresh())
  .addOption(options.format('table', 'json'))
  .addOption(options.junit())
  .addOption(options.shard('the cases'))
  .addOption(options.durations())
  .addOption(options.baseline())
  .addOption(options.tolerance())
  .action(async (names, chosen, command) => {
    const { trials, flows, rate, junit, format, baseline, tolerance, runs } = chosen;
    const { jobs, fresh, shard, durations } = chosen;
    // A variable may be there for other commands.
    if (baseline === undefined && command.getOptionValueSource('tolerance') === 'cli')
      throw new SwitchoverError('wrong-input', '--tolerance is for a comparison: give --baseline as well.');
    const settings = { ...(await runSettings(chosen)), trials, traffic: { flows, rate } };
    // Before anything that takes long.
    const base =
      baseline === undefined
        ? undefined
        : await loadBaseline(await findRun(baseline, runs), settings.profile);
    const { signal } = interruption();
    const { suite, folder, notSaved } = await showingBatch(texts, (onStep) =>
      runSuite(
        { labs: names, settings, jobs, fresh, junit, shard, durations },
        { onStep, signal, textOf: runText },
      ),
    );
    const where = `Results: ${folder}`;
    if (format === 'json') {
      tell(where);
      print(suiteFormat.write(suite));
    } else {
      print(`\n${suiteTable(suite)}${where}`);
    }
    const unsaved = toldNotSaved(notSaved);
    const changes =
      base && unsaved === undefined ? compareSuites(base, await loadSuite(folder), tolerance) : undefined;
    const show = format === 'json' ? tell : print;
    if (changes) show(`\n${baselineTable(changes)}`);
    const compared = exitCodes[changes ? changesEnding(changes) : 'passed'].code;
    process.exitCode = unsaved ?? Math.max(suiteExitCode(suite), compared);
  });
