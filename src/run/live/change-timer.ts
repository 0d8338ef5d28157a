import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { notYet, ready, until } from '../../base/until.ts';
import {
  notesOnTimers,
  objectionToTimers,
  type TimerChange,
  withChangedTimers,
} from '../../definition/change-timers.ts';
import { readRecords, recordKeeper } from '../../lab/faults/undo-records.ts';
import type { Lab } from '../../lab/lab.ts';
import { missingText } from '../../lab/redundancy/missing-text.ts';
import { adoptTimers } from '../../lab/timers/adopt-timers.ts';
import { applyTimers } from '../../lab/timers/apply-timers.ts';
import type { Reset } from '../../lab/timers/make-turn.ts';
import { retimedBlueprint } from '../../lab/timers/retimed-blueprint.ts';
import { retimed } from '../../topology/retimed.ts';
import type { LiveStep, Watch } from '../steps.ts';

/** How long the lab may take to be whole before its timers change (ms): it may have been healed just now. */
const wholeWithinMs = 30_000;

/**
 * Changes timers in a lab that is up. Tunnels and sessions with new timers begin anew, one after the other: an IKE SA and a
 * session keep the timers that they began with. From then on predictions, replaced nodes and other processes have them.
 *
 * @throws SwitchoverError (wrong-input) when the lab cannot have these timers, or a fault is active; (lab-not-ready) when
 * it is not whole before, or something does not come back
 */
export async function changeTimer(lab: Lab, change: TimerChange, watch: Watch<LiveStep>): Promise<void> {
  const { onStep, signal } = watch;
  await adoptTimers(lab);
  const { definition, profile, topology } = lab.blueprint;
  const objection = objectionToTimers(definition, change);
  if (objection !== undefined) throw new SwitchoverError('wrong-input', objection);
  await refuseIfBroken(lab);
  for (const text of notesOnTimers(definition, profile, change)) onStep({ step: 'timers-note', text });
  const after = retimedBlueprint(lab.blueprint, withChangedTimers(definition, change));
  const { tunnels, sessions } = retimed(topology, after.topology);
  if (tunnels.length + sessions.length === 0) {
    onStep({ step: 'timers-unchanged' });
    return;
  }
  await untilBuilt(lab, signal);
  await applyTimers(lab, after, { onReset: (reset) => report(reset, onStep), signal });
}

/** A dead node could not read its timers, and what comes back after a reset could not be told from the repair. */
async function refuseIfBroken(lab: Lab): Promise<void> {
  const records = await readRecords(lab.node(recordKeeper(lab)).container);
  const [record] = records;
  if (!record) return;
  throw new SwitchoverError(
    'wrong-input',
    `${record.fault} of ${record.target} is active. Heal the lab first: timers are changed in a whole lab.`,
    { lab: lab.blueprint.id, fault: record.fault, target: record.target },
  );
}

const untilBuilt = (lab: Lab, signal: AbortSignal): Promise<void> =>
  until(
    'Full redundancy, without which no timer is changed,',
    () =>
      lab.state.isBuilt
        ? ready()
        : notYet(
            `missing: ${missingText(lab.state.missing(), 'With inspect --format json, all are listed')}`,
          ),
    {
      kind: 'lab-not-ready',
      timeoutMs: wholeWithinMs,
      signal: AbortSignal.any([signal, lab.failure]),
      wakeOn: lab.events.wakeOn,
    },
  );

function report({ tunnels, sessions, milliseconds }: Reset, onStep: (step: LiveStep) => void): void {
  for (const { name: tunnel } of tunnels) onStep({ step: 'tunnel-reset', tunnel, milliseconds });
  if (tunnels.length > 0) return;
  for (const { ends } of sessions) {
    onStep({ step: 'session-reset', of: ends[0].name, with: ends[1].name, milliseconds });
  }
}
