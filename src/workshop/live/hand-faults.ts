import { SwitchoverError } from '../../base/errors/switchover-error.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { heal, inject } from '../../lab/faults/inject.ts';
import { settingOf } from '../../lab/faults/setting-of.ts';
import { readRecords, recordKeeper, type UndoRecord } from '../../lab/faults/undo-records.ts';
import type { ActiveFault } from '../../lab/snapshot/snapshot.ts';
import { faultText } from '../../report/words/fault-text.ts';
import { chosenFault, refuseIfImpossible, requestsFor } from '../../run/chosen-fault.ts';
import { breakLab } from '../../run/live/break-lab.ts';
import { healLab } from '../../run/live/heal-lab.ts';
import type { FaultChoice } from '../../run/request.ts';
import { liveText } from '../../run/words/live-line.ts';
import type { BreakRequest } from '../protocol/requests.ts';
import type { WorkWatch } from './current-work.ts';
import type { HeldLab } from './held-lab.ts';

/** How long everything may take to be there again after all faults are undone (s): as for the command `heal`. */
const wholeSeconds = 120;

export interface FaultListener {
  /** A fault was applied that nothing needs to undo. */
  readonly onPassing: (fault: Pick<ActiveFault, 'id' | 'fault' | 'target' | 'parameters'>) => void;
  /** A fault could not be undone when its time was over. */
  readonly onFailure: (error: unknown) => void;
}

/** Faults by hand: each stays until it is healed, or until its time is over. */
export class HandFaults implements Disposable {
  readonly #held: HeldLab;
  readonly #listener: FaultListener;
  /** When to undo those whose time ends, by the ids of their records. */
  readonly #ends = new Map<string, NodeJS.Timeout>();

  constructor(held: HeldLab, listener: FaultListener) {
    this.#held = held;
    this.#listener = listener;
  }

  /**
   * Breaks something. One fault ends by itself later, without anybody waiting for it; several in a row are waited for.
   *
   * @throws SwitchoverError (nothing-measured) when it had no effect
   */
  async apply(choice: FaultChoice, { step, signal }: WorkWatch): Promise<void> {
    await this.#held.change(async (lab) => {
      const fault = chosenFault(choice, settingOf(lab));
      if (fault.kind === 'composite') {
        await breakLab(lab, choice, { signal, onStep: (now) => step(liveText(now)) });
        return;
      }
      const [request] = requestsFor(fault, choice, settingOf(lab));
      if (!request) throw new Error(`${fault.name} has no target in ${lab.topology.lab}.`);
      const { record, since } = await inject(lab, fault, request);
      if (record.steps.length === 0) this.#listener.onPassing(record);
      else if (request.parameters.lastsSeconds !== undefined)
        this.#endAt(record, since + secondsOf(record) * 1000);
    });
  }

  /**
   * Undoes one fault.
   *
   * @param id of its record
   */
  async healOne(id: string): Promise<void> {
    this.#forget(id);
    await this.#held.change(async (lab) => {
      const records = await readRecords(lab.node(recordKeeper(lab)).container);
      const record = records.find((one) => one.id === id);
      // Its time was over a moment ago, or another process was faster.
      if (record) await heal(lab, record, { since: undefined, signal: lab.failure });
    });
  }

  /** Undoes all faults, whoever applied them, and waits until the lab is whole. */
  async healAll({ step, signal }: WorkWatch): Promise<void> {
    for (const id of [...this.#ends.keys()]) this.#forget(id);
    await this.#held.change((lab) =>
      healLab(lab, {
        seconds: wholeSeconds,
        signal,
        onStep: (now) => {
          step(now.step === 'undone' ? `${liveText(now)}; waiting until everything is back` : liveText(now));
        },
      }),
    );
  }

  /** Takes over the faults that end by themselves and that a process has left which may be gone. */
  async adopt(active: readonly ActiveFault[]): Promise<void> {
    if (active.every(({ endsAt }) => endsAt === null)) return;
    const records = await this.#held.change((lab) => readRecords(lab.node(recordKeeper(lab)).container));
    for (const record of records) {
      if (record.parameters.lastsSeconds === undefined) continue;
      const leftMs = Date.parse(record.recordedAt) + secondsOf(record) * 1000 - Date.now();
      this.#endAt(record, performance.now() + leftMs);
    }
  }

  [Symbol.dispose](): void {
    for (const id of [...this.#ends.keys()]) this.#forget(id);
  }

  /** @param due `performance.now()` */
  #endAt({ id }: UndoRecord, due: number): void {
    const end = () => this.healOne(id).catch(this.#listener.onFailure);
    this.#ends.set(id, setTimeout(end, Math.max(0, due - performance.now())));
  }

  #forget(id: string): void {
    clearTimeout(this.#ends.get(id));
    this.#ends.delete(id);
  }
}

const secondsOf = ({ steps }: UndoRecord): number =>
  Math.max(0, ...steps.map(({ afterSeconds }) => afterSeconds));

/**
 * What is asked for, checked against a lab that is up.
 *
 * @throws SwitchoverError (wrong-input) when it does not fit, or is there already; (environment) when the kernel cannot
 */
export function checkedChoice({ lab, snapshot }: HeldLab, request: BreakRequest): FaultChoice {
  const { fault: name, parameters } = request;
  const choice = { name, target: request.target?.toLowerCase(), parameters };
  const fault = chosenFault(choice, settingOf(lab));
  refuseIfImpossible(fault, choice, lab.blueprint);
  const [first] = requestsFor(fault, choice, settingOf(lab));
  if (snapshot.faults.some((one) => one.fault === name && one.target === first?.target)) {
    throw new SwitchoverError('wrong-input', `${name} of ${first?.target} is there already.`, {
      fault: name,
    });
  }
  return choice;
}

export const choiceText = ({ name, target, parameters }: FaultChoice): string =>
  faultText({ fault: name, target: target ?? null, parameters: parametersText(parameters) });
