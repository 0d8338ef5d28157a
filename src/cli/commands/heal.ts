import type { Command } from 'commander';
import { isOfKind, SwitchoverError } from '../../base/errors/switchover-error.ts';
import { notYet, ready, until, WaitError } from '../../base/until.ts';
import { heal } from '../../lab/faults/inject.ts';
import { readRecords, recordKeeper } from '../../lab/faults/undo-records.ts';
import type { Lab } from '../../lab/lab.ts';
import type { Missing } from '../../lab/redundancy/missing.ts';
import { missingText } from '../../lab/redundancy/missing-text.ts';
import { requirementsOf } from '../../lab/redundancy/requirements.ts';
import { askNodes } from '../../lab/status/ask-nodes.ts';
import { missingFrom } from '../../lab/status/missing-from.ts';
import { interruption } from '../interruption.ts';
import { withJoinedLab } from '../joined-lab.ts';
import { options } from '../options.ts';
import { tell } from '../print.ts';

export function addHeal(program: Command): void {
  program
    .command('heal')
    .summary('undo what fault has broken')
    .description(
      'Undoes everything that is broken in a lab by fault, the latest first, whoever broke it, and waits until the lab is whole again.',
    )
    .argument('[lab]', 'name or id (default: the only one that is up)')
    .addOption(options.timeout('until the lab has to be whole again'))
    .action(healLab);
}

async function healLab(name: string | undefined, { timeout }: { readonly timeout: number }): Promise<void> {
  const signal = interruption();
  await withJoinedLab(name, async (lab) => {
    const records = await readRecords(lab.node(recordKeeper(lab)).container);
    if (records.length === 0) tell('Nothing is broken by fault.');
    const failures: string[] = [];
    for (const { fault, target, ...record } of records.toReversed()) {
      try {
        await heal(lab, { fault, target, ...record }, { since: undefined, signal });
        tell(`${fault} of ${target} is undone`);
      } catch (error) {
        // One that cannot be undone keeps nobody from the others. What ends them all is told as what it is.
        if (!isOfKind(error, 'nothing-measured', 'lab-not-ready')) throw error;
        failures.push(`${fault} of ${target} could not be undone: ${error.message}`);
      }
    }
    if (failures.length > 0) throw new SwitchoverError('lab-not-ready', failures.join('\n'));
    await untilWhole(lab, { timeoutMs: timeout * 1000, signal });
    tell('Fully redundant.');
  });
}

/** As the nodes themselves say: of what was long ago the log of a node may know no more. */
async function untilWhole(
  lab: Lab,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<void> {
  const requirements = requirementsOf(lab.topology);
  let missing: readonly Missing[] = [];
  const look = async () => {
    const find = (node: string) => (lab.runs(node) ? lab.node(node).container : undefined);
    missing = missingFrom(requirements, await askNodes(lab.topology, find));
    return missing.length === 0 ? ready() : notYet(missingText(missing));
  };
  try {
    await until('Full redundancy', look, { kind: 'lab-not-ready', timeoutMs, intervalMs: 200, signal });
  } catch (error) {
    if (!(error instanceof WaitError)) throw error;
    throw new SwitchoverError(
      'lab-not-ready',
      `The lab is not whole after ${timeoutMs / 1000} s. Missing: ${missingText(missing)}.`,
      { missing },
    );
  }
}
