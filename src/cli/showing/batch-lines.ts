import { counted } from '../../base/counted.ts';
import type { BatchStep } from '../../batches/batch-steps.ts';
import type { Line } from '../../run/words/line.ts';
import { runLine } from '../../run/words/run-line.ts';
import type { CaseTexts } from './case-texts.ts';
import { LiveRound } from './live-round.ts';
import { TaskLines } from './task-lines.ts';

/**
 * Shows the steps of a batch on stderr. On a terminal a round is a tree with a line for each case; in a log a case is a
 * line when it is over.
 */
export class BatchLines<Case> {
  readonly #texts: CaseTexts<Case>;
  readonly #lines: TaskLines;
  readonly #live: boolean;
  #round: LiveRound<Case> | undefined;
  /** Number of cases in the round, and of those that are over. */
  #count = { over: 0, all: 0 };

  constructor(texts: CaseTexts<Case>, { live }: { readonly live: boolean }) {
    this.#texts = texts;
    this.#live = live;
    this.#lines = new TaskLines({ live });
  }

  show(step: BatchStep<Case>): void {
    switch (step.step) {
      case 'round': {
        this.#count = { over: 0, all: step.cases.length };
        if (!this.#live) return;
        const round = new LiveRound(step, this.#texts);
        this.#round = round;
        this.#lines.draw(() => round.draw());
        return;
      }
      case 'case-begins':
        this.#round?.begin(step.of);
        return;
      case 'in-case':
        this.#round?.say(step.of, runLine(step.now));
        return;
      case 'case-over': {
        const { over, all } = this.#count;
        this.#count = { over: over + 1, all };
        if (this.#round) this.#round.end(step.of, step.ending);
        else this.#remark(`${over + 1}/${all} ${this.#texts.line(step.of, step.ending)}`);
        return;
      }
      case 'round-over':
        this.#round?.over();
        this.#round = undefined;
        return;
      case 'without-cases':
        this.#remark(`Left out, because they have no \`expect\` block: ${step.labs.join(', ')}.`);
        return;
      case 'cases':
        this.#remark(`${counted(step.count, 'case')}, ${step.atOnce} at once`);
        return;
      default: {
        const line: Line | undefined = runLine(step);
        if (line) this.#lines.show(line);
      }
    }
  }

  /** Resolves when everything is drawn. */
  async over(): Promise<void> {
    this.#round?.over();
    await this.#lines.over();
  }

  #remark(text: string): void {
    this.#lines.show({ kind: 'remark', text });
  }
}
