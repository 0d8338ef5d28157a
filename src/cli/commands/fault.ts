import type { Command } from 'commander';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { notYet, ready, until } from '../../base/until.ts';
import { type FaultParameters, parametersText } from '../../definition/fault-parameters.ts';
import { type FaultChange, secondsOf, startCourse } from '../../experiment/course.ts';
import type { CompositeFault, Fault, FaultRequest } from '../../faults/kit/fault.ts';
import { stagesOf } from '../../faults/kit/stages.ts';
import { heal, inject } from '../../lab/faults/inject.ts';
import { settingOf } from '../../lab/faults/setting-of.ts';
import { readRecords, recordKeeper } from '../../lab/faults/undo-records.ts';
import type { Lab } from '../../lab/lab.ts';
import { chosenFault, faultsHelp, refuseIfImpossible, requestsFor } from '../../run/chosen-fault.ts';
import { interruption } from '../interruption.ts';
import { withJoinedLab } from '../joined-lab.ts';
import { options } from '../options.ts';
import { commandLine, tell } from '../print.ts';

interface FaultOptions {
  readonly with: FaultParameters;
  readonly lab?: string;
  readonly for?: number;
}

export function addFault(program: Command): void {
  program
    .command('fault')
    .summary('break something in a lab that is up')
    .description(
      'Breaks something in a lab that was left up, and checks that it did. It stays broken until heal, or for as long as --for says. How it is undone is kept in the lab, so that whoever reaches the engine can do it.',
    )
    .argument('<name>', 'what breaks')
    .argument(
      '[target]',
      'what it happens to (default: the usual one of the fault, and the first where it has several)',
    )
    .addOption(options.with())
    .addOption(options.for())
    .addOption(options.lab())
    .addHelpText('after', () => `\n${faultsHelp()}`)
    .action(breakSomething);
}

async function breakSomething(name: string, target: string | undefined, chosen: FaultOptions): Promise<void> {
  const signal = interruption();
  const lastsSeconds = chosen.for ?? chosen.with.lastsSeconds;
  const parameters = { ...chosen.with, ...(lastsSeconds !== undefined && { lastsSeconds }) };
  await withJoinedLab(chosen.lab, async (lab) => {
    const choice = { name, target: target?.toLowerCase(), with: parameters };
    const fault = chosenFault(choice, settingOf(lab));
    refuseIfImpossible(fault, choice, lab.blueprint);
    const [request] = requestsFor(fault, choice, settingOf(lab));
    if (!request) throw new Error(`${name} has nothing to happen to.`);
    await refuseIfThere(lab, request, name);
    if (fault.kind === 'composite') return goThrough(lab, fault, request, signal);
    return applyOne(lab, fault, request, { undone: lastsSeconds !== undefined, signal });
  });
  signal.throwIfAborted();
}

/**
 * The same once more would find nothing to break, and what is recorded of it would undo too much.
 *
 * @throws SwitchoverError (wrong-input) when it is there already
 */
async function refuseIfThere(lab: Lab, request: FaultRequest, name: string): Promise<void> {
  const records = await readRecords(lab.node(recordKeeper(lab)).container);
  const lasting = records.filter(({ steps }) => steps.some(({ ifNeeded }) => !ifNeeded));
  if (!lasting.some(({ fault, target }) => fault === name && target === request.target)) return;
  throw new SwitchoverError(
    'wrong-input',
    `${name} of ${request.target} is there already. ${healCommand(lab)} undoes it.`,
  );
}

const healCommand = (lab: Lab): string => commandLine(`heal ${lab.blueprint.definition.name}`);

/** Applies it, and undoes it in its time or when interrupted; or leaves it to `heal`. */
async function applyOne(
  lab: Lab,
  fault: Fault,
  request: FaultRequest,
  { undone, signal }: { readonly undone: boolean; readonly signal: AbortSignal },
): Promise<void> {
  const { record, since } = await inject(lab, fault, request);
  tell(`${inWords({ fault: fault.name, target: request.target, applied: true })}${how(request)}`);
  if (record.steps.length === 0) return;
  if (!undone) {
    tell(`${healCommand(lab)} undoes it.`);
    return;
  }
  try {
    await heal(lab, record, { since, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    await heal(lab, record, { since: undefined, signal: lab.failure });
  }
  tell(inWords({ fault: fault.name, target: request.target, applied: false }));
}

/** Applies and undoes all that it is made of; interrupted, it undoes at once what needs no new machine. */
async function goThrough(
  lab: Lab,
  fault: CompositeFault,
  request: FaultRequest,
  signal: AbortSignal,
): Promise<void> {
  const stages = stagesOf(fault, settingOf(lab), request);
  const timeoutMs = 2 * secondsOf(lab, stages) * 1000 + 60_000;
  // It is ended by hand when interrupted: then something is left to do.
  const course = await startCourse(lab, stages, new AbortController().signal);
  let told = 0;
  try {
    await until(
      `The end of ${fault.name}`,
      () => {
        for (const change of course.changes.slice(told)) tell(inWords(change));
        told = course.changes.length;
        return course.isOver || course.failure || signal.aborted
          ? ready()
          : notYet(`${course.changes.length} changes so far`);
      },
      { kind: 'lab-not-ready', timeoutMs, intervalMs: 50 },
    );
  } finally {
    await course.end();
    const { away } = course;
    if (away.length > 0)
      tell(`${away.join(' and ')} stayed away. ${healCommand(lab)} brings back what is missing.`);
  }
  if (course.failure) throw course.failure;
}

const how = ({ parameters }: FaultRequest): string => {
  const text = parametersText(parameters);
  return text === '' ? '' : ` (${text})`;
};

const inWords = ({ fault, target, applied }: Omit<FaultChange, 'time'>): string =>
  applied ? `${fault} of ${target}` : `${fault} of ${target} is undone`;
