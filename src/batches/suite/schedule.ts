/** How the cases of a suite are gone through. */
export interface Schedule<Case, Ending> {
  /** How many cases run at once. */
  readonly jobs: number;
  /** Runs one case, for the first time or again. That it fails is an ending; to throw ends the suite. It watches the signal by itself. */
  readonly run: (one: Case, attempt: number) => Promise<Ending>;
  /** How often a case is tried at most. */
  readonly attempts: number;
  /** Whether the machine was too busy for the case, so that it is worth another attempt. */
  readonly again: (ending: Ending) => boolean;
  /** Whether no other case can do better, so that none is begun any more. */
  readonly hopeless: (ending: Ending) => boolean;
  /** Aborted: no case is begun any more, and those that run are waited for. */
  readonly signal: AbortSignal;
  /** A round begins: the first attempts, the second ones, or the third. */
  readonly round?: (cases: readonly Case[], jobs: number) => Round<Case, Ending>;
}

/** Somebody who watches a round. */
export interface Round<Case, Ending> {
  ended(one: Case, ending: Ending): void;
  /** All that was begun has ended. */
  over(): Promise<void>;
}

/**
 * Runs every case, several at once, in the order given. When one is worth another attempt, one fewer runs at once from
 * then on; the attempt itself comes at the end, one by one: a machine that was too busy has nothing else to do then.
 *
 * @returns the endings of each case's attempts; none for a case that was not begun
 */
export async function runCases<Case, Ending>(
  cases: readonly Case[],
  schedule: Schedule<Case, Ending>,
): Promise<ReadonlyMap<Case, readonly Ending[]>> {
  const endings = new Map<Case, readonly Ending[]>(cases.map((one) => [one, []]));
  const needsAnother = (one: Case) => (endings.get(one) ?? []).slice(-1).some(schedule.again);
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
  { run, again, hopeless, signal, round }: Schedule<Case, Ending>,
  endings: Map<Case, readonly Ending[]>,
): Promise<{ readonly goOn: boolean }> {
  const watch = round?.(cases, jobs);
  const queue = cases.values();
  let atOnce = Math.min(jobs, cases.length);
  let stopped = false;
  const work = async () => {
    for (const one of queue) {
      if (stopped || signal.aborted) return;
      try {
        const ending = await run(one, attempt);
        endings.set(one, [...(endings.get(one) ?? []), ending]);
        watch?.ended(one, ending);
        stopped ||= hopeless(ending);
        if (again(ending) && atOnce > 1) {
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
  await watch?.over();
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
  return { goOn: !stopped && !signal.aborted };
}
