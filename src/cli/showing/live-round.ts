import { Listr } from 'listr2';
import { type Deferred, deferred } from '../../base/deferred.ts';
import type { AttemptEnding } from '../../batches/attempt.ts';
import type { ScheduleStep } from '../../batches/schedule.ts';
import type { CaseTexts } from './case-texts.ts';
import { type Line, textOf } from './line.ts';
import { logger } from './listr-logger.ts';

type Round<Case> = Extract<ScheduleStep<Case, AttemptEnding>, { step: 'round' }>;

/** A tree with a line for each case; a case that runs shows its latest step below. */
export class LiveRound<Case> {
  readonly #round: Round<Case>;
  readonly #texts: CaseTexts<Case>;
  /** Undefined: the case did not begin. */
  readonly #endings: ReadonlyMap<Case, Deferred<AttemptEnding | undefined>>;
  readonly #outputs = new Map<Case, (text: string) => void>();

  constructor(round: Round<Case>, texts: CaseTexts<Case>) {
    this.#round = round;
    this.#texts = texts;
    this.#endings = new Map(round.cases.map((one) => [one, deferred()]));
  }

  say(one: Case, line: Line | undefined): void {
    const text = line && textOf(line);
    if (text !== undefined) this.#outputs.get(one)?.(text);
  }

  end(one: Case, ending: AttemptEnding): void {
    this.#endings.get(one)?.resolve(ending);
  }

  over(): void {
    for (const { resolve } of this.#endings.values()) resolve(undefined);
  }

  async draw(): Promise<void> {
    const { title, line, passed } = this.#texts;
    const { cases, jobs } = this.#round;
    // The tree begins the next case when one ends, as the schedule does, so that it shows the cases that run.
    const tree = new Listr(
      cases.map((one) => ({
        title: title(one),
        task: async (_, task) => {
          this.#outputs.set(one, (text) => {
            task.output = text;
          });
          const ending = await this.#endings.get(one)?.promise;
          task.title = ending ? line(one, ending) : `${title(one)}: not run`;
          if (!ending) return task.skip();
          if (!passed(ending)) throw new Error('see below');
        },
      })),
      {
        concurrent: jobs,
        exitOnError: false,
        registerSignalListeners: false,
        renderer: 'default',
        rendererOptions: {
          logger,
          collapseErrors: false,
          showErrorMessage: false,
          collapseSkips: false,
          showSkipMessage: false,
        },
      },
    );
    await tree.run();
  }
}
