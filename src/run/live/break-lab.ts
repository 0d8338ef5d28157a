import { commandLine } from '../../base/command-line.ts';
import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { notYet, ready, until } from '../../base/until.ts';
import { secondsOf, startCourse } from '../../experiment/course.ts';
import type { CompositeFault, Fault, FaultRequest } from '../../faults/kit/fault.ts';
import { partsOf } from '../../faults/kit/parts.ts';
import { heal, inject } from '../../lab/faults/inject.ts';
import { settingOf } from '../../lab/faults/setting-of.ts';
import { readRecords, recordKeeper } from '../../lab/faults/undo-records.ts';
import type { Lab } from '../../lab/lab.ts';
import { adoptTimers } from '../../lab/timers/adopt-timers.ts';
import { chosenFault, refuseIfImpossible, requestsFor } from '../chosen-fault.ts';
import type { FaultChoice } from '../request.ts';
import type { LiveStep, Watch } from '../steps.ts';
import { nameOf } from './select-lab.ts';

/**
 * Breaks something in a lab that is up. A fault with `lastsSeconds`, or one that consists of several, is undone before
 * this returns. Every other fault stays until the lab is healed.
 *
 * @throws SwitchoverError (wrong-input) when the fault does not fit the lab, or is there already
 */
export async function breakLab(lab: Lab, chosen: FaultChoice, watch: Watch<LiveStep>): Promise<void> {
  await adoptTimers(lab);
  const choice = { ...chosen, target: chosen.target?.toLowerCase() };
  const fault = chosenFault(choice, settingOf(lab));
  refuseIfImpossible(fault, choice, lab.blueprint);
  // By hand only the first of several usual targets breaks.
  const [request] = requestsFor(fault, choice, settingOf(lab));
  if (!request) throw new Error(`${fault.name} has no target in ${lab.topology.lab}.`);
  await refuseIfThere(lab, fault.name, request);
  if (fault.kind === 'composite') await applyInTurn(lab, fault, request, watch);
  else await applyOne(lab, fault, request, watch);
  watch.signal.throwIfAborted();
}

/** A fault that is applied twice breaks nothing the second time, and its second record would undo too much. */
async function refuseIfThere(lab: Lab, fault: string, { target }: FaultRequest): Promise<void> {
  const records = await readRecords(lab.node(recordKeeper(lab)).container);
  if (!records.some((record) => record.fault === fault && record.target === target)) return;
  const name = await nameOf(lab);
  throw new SwitchoverError(
    'wrong-input',
    `${fault} of ${target} is there already. ${commandLine(`heal ${name}`)} undoes it.`,
    { lab: name, fault, target },
  );
}

async function applyOne(
  lab: Lab,
  fault: Fault,
  request: FaultRequest,
  { onStep, signal }: Watch<LiveStep>,
): Promise<void> {
  const { record, since } = await inject(lab, fault, request);
  const what = { fault: fault.name, target: request.target };
  onStep({ step: 'applied', ...what, parameters: request.parameters });
  if (record.steps.length === 0) return;
  if (request.parameters.lastsSeconds === undefined) {
    onStep({ step: 'stays', lab: await nameOf(lab) });
    return;
  }
  try {
    await heal(lab, record, { since, signal });
  } catch (error) {
    if (!signal.aborted) throw error;
    await heal(lab, record, { since: undefined, signal: lab.failure });
  }
  onStep({ step: 'undone', ...what });
}

/** An interruption undoes at once everything that needs no new container. */
async function applyInTurn(
  lab: Lab,
  fault: CompositeFault,
  request: FaultRequest,
  { onStep, signal }: Watch<LiveStep>,
): Promise<void> {
  const parts = partsOf(fault, settingOf(lab), request);
  const timeoutMs = 2 * secondsOf(lab, parts) * 1000 + 60_000;
  // The course does not get the signal: after an interruption it still has to undo what it has applied.
  const course = await startCourse(lab, parts, new AbortController().signal);
  let reported = 0;
  const report = () => {
    for (const { fault: name, target, applied } of course.changes.slice(reported)) {
      onStep(
        applied
          ? { step: 'applied', fault: name, target, parameters: {} }
          : { step: 'undone', fault: name, target },
      );
    }
    reported = course.changes.length;
  };
  try {
    await until(
      `The end of ${fault.name}`,
      () => {
        report();
        return course.isOver || course.failure || signal.aborted
          ? ready()
          : notYet(`${course.changes.length} changes so far`);
      },
      { kind: 'lab-not-ready', timeoutMs, intervalMs: 50 },
    );
  } finally {
    await course.end();
    if (course.away.length > 0) onStep({ step: 'stayed-away', lab: await nameOf(lab), nodes: course.away });
  }
  if (course.failure) throw course.failure;
}
