import type { RunResult } from '../analysis/run-result.ts';
import { errorText } from '../base/errors/error-value.ts';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import { listed } from '../base/listed.ts';
import type { Lab } from '../lab/lab.ts';
import { tearDown } from './bring-up.ts';
import { healLab } from './live/heal-lab.ts';
import { checkRun } from './plan-run.ts';
import type { RunRequest } from './request.ts';
import { beginRun, type Measured, type Place, type RunOutcome, runInLab } from './run-in-lab.ts';
import { newPlace } from './run-lab.ts';
import type { Watch } from './steps.ts';

/** It was whole a moment ago; bringing up a new one takes less than this. */
const wholeSeconds = 10;

interface Used extends Pick<Measured, 'repairedAt'> {
  readonly place: Place;
}

export interface SharingWatch extends Watch {
  /** Whether another run may follow, so that the lab should stay. */
  readonly more: boolean;
}

/**
 * A lab that several runs use, one after the other, each with a folder and a result of its own. It stays after a run that
 * kept its limits. If it is not whole then, or not as a new lab is, the next run brings up a new one.
 */
export class SharedLab {
  /** A lab that is up, between two runs. */
  #used: Used | undefined;

  /** Whether a lab is up. */
  get isUp(): boolean {
    return this.#used !== undefined;
  }

  /**
   * Does a run in the lab.
   *
   * @param request with the lab, the timers and the dataplane of every other request
   * @throws whatever `runLab` throws
   */
  async run(request: RunRequest, { more, ...watch }: SharingWatch): Promise<RunOutcome> {
    const run = await checkRun(request, watch.onStep);
    if (this.#used) await this.#takeOver(this.#used, watch);
    const begun = await beginRun(this.#used?.place ?? (await newPlace(run, watch)), run, watch);
    this.#used = undefined;
    const stays = (result: RunResult) => more && isTrusted(result);
    const { outcome, repairedAt } = await runInLab(
      begun,
      (result) => (stays(result) ? 'stays' : 'removed'),
      watch,
    );
    if (stays(outcome.result)) this.#used = { place: { ...begun.place, isUp: true }, repairedAt };
    return outcome;
  }

  /** Removes the lab if it is up. */
  async end({ onStep }: Pick<Watch, 'onStep'>): Promise<void> {
    const used = this.#used;
    this.#used = undefined;
    if (used) await tearDown(used.place.lab, { onStep });
  }

  /** Makes sure that a run finds the lab as it finds a new one. Removes the lab if that cannot be. */
  async #takeOver({ place: { lab }, repairedAt }: Used, watch: Watch): Promise<void> {
    const { onStep, signal } = watch;
    const healing = { seconds: wholeSeconds, repairedAt, onStep: () => {}, signal };
    onStep({ step: 'taking-over' });
    const started = performance.now();
    try {
      refuseMovedAddresses(lab);
      await lab.whileAlive(() => healLab(lab, healing));
      refuseMovedAddresses(lab);
      // The next run is not about what happened in the one before.
      lab.events.settle();
      onStep({ step: 'taken-over', milliseconds: performance.now() - started });
    } catch (error) {
      signal.throwIfAborted();
      onStep({ step: 'not-as-new', reason: errorText(error) });
      await this.end(watch);
    }
  }
}

/** A fault may move addresses for good. The next one would not hit the instance then that it hits in a new lab. */
function refuseMovedAddresses({ state: { movedAddresses } }: Lab): void {
  if (movedAddresses.length === 0) return;
  throw new SwitchoverError('lab-not-ready', `The addresses of ${listed(movedAddresses)} have moved.`);
}

/** Whether a lab may be used again. What made a run fail may still be in its lab. */
const isTrusted = ({ verdict, trials }: RunResult): boolean =>
  verdict.outcome === 'passed' && trials.every(({ redundancyRestoredMs }) => redundancyRestoredMs !== null);
