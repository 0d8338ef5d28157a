/** How the cases of a batch run. */
export interface Schedule<Case, Ending> {
  /** How many cases run at once. */
  readonly jobs: number;
  /**
   * Runs one case, for the first time or again. A case that fails is an ending; an error ends the batch. It watches the
   * signal itself.
   */
  readonly run: (one: Case, attempt: number) => Promise<Ending>;
  /** How often a case is tried at most. */
  readonly attempts: number;
  /** Whether the machine was too busy for the case, so that it is worth another attempt. */
  readonly needsAnother: (ending: Ending) => boolean;
  /** Whether all other cases would fail in the same way, so that none of them begins. */
  readonly isHopeless: (ending: Ending) => boolean;
  /** Aborted: no case begins any more, and those that run are waited for. */
  readonly signal: AbortSignal;
  readonly onStep: (step: ScheduleStep<Case, Ending>) => void;
}

/** A round has the first attempts of all cases, or the second ones of those that need it, and so on. */
export type ScheduleStep<Case, Ending> =
  | { readonly step: 'round'; readonly cases: readonly Case[]; readonly jobs: number }
  | { readonly step: 'case-over'; readonly of: Case; readonly ending: Ending }
  | { readonly step: 'round-over' };

/**
 * Runs every case, several at once, in the order given. When one needs another attempt, one fewer runs at once from
 * then on. The other attempts come at the end, one by one: a machine that was too busy has nothing else to do then.
 *
 * @returns the endings of each case's attempts; none for a case that did not begin
 */
export async function runCases<Case, Ending>(
  cases: readonly Case[],
  schedule: Schedule<Case, Ending>,
): Promise<ReadonlyMap<Case, readonly Ending[]>> {
  const endings = new Map<Case, readonly Ending[]>(cases.map((one) => [one, []]));
  const needsAnother = (one: Case) => (endings.get(one) ?? []).slice(-1).some(schedule.needsAnother);
  let { goOn } = await runRound(cases, { attempt: 1, jobs: schedule.jobs }, schedule, endings);
  for (let attempt = 2; goOn && attempt <= schedule.attempts; attempt += 1) {
    const again = cases.filter(needsAnother);
    if (again.length === 0) break;
    ({ goOn } = await runRound(again, { attempt, jobs: 1 }, schedule, endings));
  }
  return endings;
}

async function runRound<Case, Ending>(
  cases: readonly Case[],
  { attempt, jobs }: { readonly attempt: number; readonly jobs: number },
  { run, needsAnother, isHopeless, signal, onStep }: Schedule<Case, Ending>,
  endings: Map<Case, readonly Ending[]>,
): Promise<{ readonly goOn: boolean }> {
  onStep({ step: 'round', cases, jobs });
  const queue = cases.values();
  let atOnce = Math.min(jobs, cases.length);
  let stopped = false;
  const work = async () => {
    for (const one of queue) {
      if (stopped || signal.aborted) return;
      try {
        const ending = await run(one, attempt);
        endings.set(one, [...(endings.get(one) ?? []), ending]);
        onStep({ step: 'case-over', of: one, ending });
        stopped ||= isHopeless(ending);
        if (needsAnother(ending) && atOnce > 1) {
          atOnce -= 1;
          return;
        }
      } catch (error) {
        stopped = true;
        throw error;
      }
    }
  };
  // Whatever happens, those that run are waited for: each has a lab to tear down.
  const workers = await Promise.allSettled(Array.from({ length: atOnce }, work));
  onStep({ step: 'round-over' });
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  return { goOn: !stopped && !signal.aborted };
}
