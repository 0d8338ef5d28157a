import { basename, join } from 'node:path';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { shown } from '../../base/quote.ts';
import { terminalReport } from '../../report/terminal/terminal.ts';
import { resultFormat } from '../../run/folder/formats.ts';
import type { CaseResult } from '../suite/case-result.ts';
import type { CaseOutput } from '../suite/suite-junit.ts';
import type { SuiteResult } from '../suite/suite-result.ts';
import { ifThere } from './if-there.ts';
import type { Together } from './parts.ts';

/**
 * The reports of the cases' runs, as far as the shards have them.
 *
 * @param cases of the merged suite
 * @param into where the folders of the runs will be, for the reports
 * @throws SwitchoverError (wrong-input) when a result is damaged or of another version, and when what a shard calls the
 * folder of a run is none of its own
 */
export async function outputsOf(
  { parts }: Together<SuiteResult>,
  cases: readonly CaseResult[],
  into: string,
): Promise<ReadonlyMap<CaseResult, CaseOutput>> {
  const outputs = new Map<CaseResult, CaseOutput>();
  for (const one of cases) {
    const run = one.attempts.at(-1)?.run ?? null;
    const path = parts.find(({ result }) => result.cases.includes(one))?.path;
    if (run === null || path === undefined || !one.figures) continue;
    refuseUnlessName(run, path);
    const result = await ifThere(join(path, run, 'result.json'), (file) => resultFormat.readFile(file));
    if (result) outputs.set(one, { report: `${terminalReport(result)}\nResults: ${join(into, run)}\n` });
  }
  return outputs;
}

/** A path would lead out of the folder of the suite. */
function refuseUnlessName(run: string, path: string): void {
  if (basename(run) === run && !['', '.', '..'].includes(run)) return;
  const message = `${join(path, 'suite.json')} was changed by hand: ${shown(run)} is not the name of a run's folder.`;
  throw new SwitchoverError('wrong-input', message, { path });
}
