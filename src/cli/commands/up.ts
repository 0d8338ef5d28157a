import type { Command } from 'commander';
import { formatProblems } from '../../definition/problems/format-problems.ts';
import { type ProfileName, profileNamed } from '../../definition/profile.ts';
import { Lab } from '../../lab/lab.ts';
import type { DataplaneChoice } from '../../nodes/ipsec/choose.ts';
import { bringUpLab, prepareLab, tearDown } from '../../run/bring-up-lab.ts';
import { readLab } from '../../run/lab-file.ts';
import { describeFailure } from '../failure.ts';
import { interruption } from '../interruption.ts';
import { options } from '../options.ts';
import { commandLine, print, tell } from '../print.ts';

interface UpOptions {
  readonly profile: ProfileName;
  readonly dataplane: DataplaneChoice;
  readonly timeout: number;
}

export function addUp(program: Command): void {
  program
    .command('up')
    .alias('deploy')
    .summary('bring a lab up and leave it')
    .description('Brings a lab up, checks that it is really ready, and leaves it. Prints its id.')
    .argument('<lab>', 'name of a lab, or path of a lab file')
    .addOption(options.profile())
    .addOption(options.dataplane())
    .addOption(options.timeout())
    .action(up);
}

async function up(name: string, chosen: UpOptions): Promise<void> {
  const { definition, warnings } = await readLab(name);
  if (warnings.length > 0) tell(formatProblems(warnings));
  const signal = interruption();
  const profile = profileNamed(chosen.profile);
  const { engine, blueprint } = await prepareLab(
    { definition, profile, dataplane: chosen.dataplane },
    signal,
  );
  const lab = new Lab(engine, blueprint);
  try {
    await bringUpLab(lab, { timeoutMs: chosen.timeout * 1000, signal });
    signal.throwIfAborted();
    await lab.keep();
  } catch (error) {
    await tearDown(lab).catch((second: unknown) => tell(describeFailure(second).text));
    signal.throwIfAborted();
    throw error;
  }
  print(blueprint.id);
  const { name: labName } = definition;
  tell(`${commandLine(`inspect ${labName}`)} shows it, ${commandLine(`down ${labName}`)} removes it.`);
}
