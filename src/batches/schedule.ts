import { CaseQueue, type Order } from './case-queue.ts';

/** How the cases of a batch run. */
export interface Schedule<Case, Ending> extends Order<Case> {
  /** How many cases run at once. */
  readonly jobs: number;
  /** Makes a worker, which runs one case at a time. */
  readonly worker: () => CaseWorker<Case, Ending>;
  /** How often a case is tried at most. */
  readonly attempts: number;
  /** Whether the case is worth another attempt: the machine was too busy, or an earlier case may have spoilt the lab. */
  readonly needsAnother: (ending: Ending) => boolean;
  /** Whether the machine was too busy for the case. */
  readonly wasTooMuch: (ending: Ending) => boolean;
  /** Whether all other cases would fail in the same way, so that none of them begins. */
  readonly isHopeless: (ending: Ending) => boolean;
  /** Aborted: no case begins any more, and those that run are waited for. */
  readonly signal: AbortSignal;
  readonly onStep: (step: ScheduleStep<Case, Ending>) => void;
}

/** Runs cases, and may keep the lab of one for the next. */
export interface CaseWorker<Case, Ending> {
  /**
   * Runs one case, for the first time or again. A case that fails is an ending; an error ends the batch. It watches the
   * signal itself.
   *
   * @param attempt from 1
   * @param more whether a case for the same lab is likely to follow
   */
  run(one: Case, attempt: number, more: boolean): Promise<Ending>;
  /** Removes a lab that is still up. */
  end(): Promise<void>;
}

/** A round has the first attempts of all cases, or the second ones of those that need it, and so on. */
export type ScheduleStep<Case, Ending> =
  | { readonly step: 'round'; readonly cases: readonly Case[]; readonly jobs: number }
  | { readonly step: 'case-begins'; readonly of: Case }
  | { readonly step: 'case-over'; readonly of: Case; readonly ending: Ending }
  | { readonly step: 'round-over' };

/**
 * Runs every case, several at once, those of a lab one after the other. When the machine was too busy for one, one fewer runs
 * at once from then on. The other attempts come at the end, one by one and each in a lab of its own: a machine that was too
 * busy has nothing else to do then.
 *
 * @returns the endings of each case's attempts; none for a case that did not begin
 */
export async function runCases<Case, Ending>(
  cases: readonly Case[],
  schedule: Schedule<Case, Ending>,
): Promise<ReadonlyMap<Case, readonly Ending[]>> {
  const endings = new Map<Case, readonly Ending[]>(cases.map((one) => [one, []]));
  const needsAnother = (one: Case) => (endings.get(one) ?? []).slice(-1).some(schedule.needsAnother);
  let { goOn } = await runRound(cases, { attempt: 1, ...schedule }, endings);
  for (let attempt = 2; goOn && attempt <= schedule.attempts; attempt += 1) {
    const again = cases.filter(needsAnother);
    if (again.length === 0) break;
    const alone = { ...schedule, jobs: 1, labOf: () => undefined };
    ({ goOn } = await runRound(again, { attempt, ...alone }, endings));
  }
  return endings;
}

interface Round<Case, Ending> extends Schedule<Case, Ending> {
  readonly attempt: number;
}

async function runRound<Case, Ending>(
  cases: readonly Case[],
  round: Round<Case, Ending>,
  endings: Map<Case, readonly Ending[]>,
): Promise<{ readonly goOn: boolean }> {
  const { attempt, jobs, signal, onStep } = round;
  onStep({ step: 'round', cases, jobs });
  const queue = new CaseQueue(cases, round);
  let working = Math.min(jobs, cases.length);
  let stopped = false;
  /** @returns whether the worker goes on */
  const runOne = async (worker: CaseWorker<Case, Ending>, one: Case): Promise<boolean> => {
    onStep({ step: 'case-begins', of: one });
    const ending = await worker.run(one, attempt, queue.hasMore(one));
    endings.set(one, [...(endings.get(one) ?? []), ending]);
    onStep({ step: 'case-over', of: one, ending });
    stopped ||= round.isHopeless(ending);
    return !stopped && !(round.wasTooMuch(ending) && working > 1);
  };
  const work = async () => {
    const worker = round.worker();
    let last: Case | undefined;
    try {
      while (!stopped && !signal.aborted) {
        const one = queue.next(last);
        if (one === undefined) return;
        last = one;
        if (await runOne(worker, one)) continue;
        queue.leave(one);
        return;
      }
    } catch (error) {
      stopped = true;
      throw error;
    } finally {
      working -= 1;
      await worker.end();
    }
  };
  // Whatever happens, those that run are waited for: each has a lab to tear down.
  const workers = await Promise.allSettled(Array.from({ length: working }, work));
  onStep({ step: 'round-over' });
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  return { goOn: !stopped && !signal.aborted };
}
