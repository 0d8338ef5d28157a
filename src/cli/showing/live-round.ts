import { Listr } from 'listr2';
import { type Deferred, deferred } from '../../base/deferred.ts';
import type { AttemptEnding } from '../../batches/attempt.ts';
import type { ScheduleStep } from '../../batches/schedule.ts';
import { type Line, textOf } from '../../run/words/line.ts';
import type { CaseTexts } from './case-texts.ts';
import { logger } from './listr-logger.ts';

type Round<Case> = Extract<ScheduleStep<Case, AttemptEnding>, { step: 'round' }>;

/** A line of the tree. Which case it is for is known when that begins. */
interface Row<Case> {
  readonly begun: Deferred<Case>;
  /** Undefined: the case did not begin. */
  readonly ended: Deferred<AttemptEnding | undefined>;
}

/**
 * A tree with a line for each case that has begun; a case that runs shows its latest step below. The cases that did not
 * begin come at the end.
 */
export class LiveRound<Case> {
  readonly #round: Round<Case>;
  readonly #texts: CaseTexts<Case>;
  readonly #rows: readonly Row<Case>[];
  /** The rows of the cases that have begun. */
  readonly #rowOf = new Map<Case, Row<Case>>();
  readonly #outputs = new Map<Case, (text: string) => void>();

  constructor(round: Round<Case>, texts: CaseTexts<Case>) {
    this.#round = round;
    this.#texts = texts;
    this.#rows = round.cases.map(() => ({ begun: deferred(), ended: deferred() }));
  }

  begin(one: Case): void {
    const row = this.#rows[this.#rowOf.size];
    if (!row) return;
    this.#rowOf.set(one, row);
    row.begun.resolve(one);
  }

  say(one: Case, line: Line | undefined): void {
    const text = line && textOf(line);
    if (text !== undefined) this.#outputs.get(one)?.(text);
  }

  end(one: Case, ending: AttemptEnding): void {
    this.#rowOf.get(one)?.ended.resolve(ending);
  }

  over(): void {
    for (const one of this.#round.cases) if (!this.#rowOf.has(one)) this.begin(one);
    for (const { ended } of this.#rows) ended.resolve(undefined);
  }

  async draw(): Promise<void> {
    const { title, line, passed } = this.#texts;
    // The tree begins a row when one ends, as the schedule does with cases, so that it shows the cases that run.
    const tree = new Listr(
      this.#rows.map(({ begun, ended }) => ({
        task: async (_, task) => {
          const one = await begun.promise;
          task.title = title(one);
          this.#outputs.set(one, (text) => {
            task.output = text;
          });
          const ending = await ended.promise;
          task.title = ending ? line(one, ending) : `${title(one)}: not run`;
          if (!ending) return task.skip();
          if (!passed(ending)) throw new Error('see below');
        },
      })),
      {
        concurrent: this.#round.jobs,
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
