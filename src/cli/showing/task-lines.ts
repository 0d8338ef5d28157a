import { Listr } from 'listr2';
import { type Deferred, deferred } from '../../base/deferred.ts';
import type { Line, Saying } from '../../run/words/line.ts';
import { tell } from '../print.ts';
import { logger } from './listr-logger.ts';

type Ending = { readonly succeeded: true; readonly title?: string } | { readonly succeeded: false };

/**
 * Shows lines on stderr, because stdout is for data: as a live tree on a terminal, as plain lines elsewhere. The work does
 * not wait for the drawing; lines are drawn one after the other.
 */
export class TaskLines {
  readonly #live: boolean;
  #drawn: Promise<unknown> = Promise.resolve();
  #task: Task | undefined;

  constructor({ live }: { readonly live: boolean }) {
    this.#live = live;
  }

  show(line: Line): void {
    switch (line.kind) {
      case 'begin': {
        this.#fail();
        const task = new Task(line.title, this.#live);
        this.#task = task;
        this.draw(() => task.draw());
        return;
      }
      case 'say':
        this.#task?.say(line);
        return;
      case 'end':
        this.#task?.end({ succeeded: true, ...(line.title !== undefined && { title: line.title }) });
        this.#task = undefined;
        return;
      case 'remark':
        this.draw(async () => tell(line.text));
    }
  }

  /** Draws something else, after what is drawn already. */
  draw(work: () => Promise<unknown>): void {
    this.#drawn = this.#drawn.then(work);
  }

  /** Resolves when everything is drawn. A task that has not succeeded until now is drawn as failed. */
  async over(): Promise<void> {
    this.#fail();
    await this.#drawn;
  }

  #fail(): void {
    this.#task?.end({ succeeded: false });
    this.#task = undefined;
  }
}

/** Work under a title; it may begin and end before it is drawn. */
class Task {
  readonly #title: string;
  readonly #live: boolean;
  readonly #ending: Deferred<Ending> = deferred();
  /** Texts from the time before the task was drawn. */
  readonly #early: string[] = [];
  #latest = '';
  #write: (text: string) => void = (text) => this.#early.push(text);

  constructor(title: string, live: boolean) {
    this.#title = title;
    this.#live = live;
  }

  say({ text, detail = false, seconds }: Saying): void {
    if (detail && !this.#live) return;
    // A terminal overwrites a line. In a log each one stays, so that only news is worth one.
    const output = this.#live && seconds !== undefined ? `${seconds} s: ${text}` : text;
    if (output !== this.#latest) this.#write(output);
    this.#latest = output;
  }

  end(ending: Ending): void {
    this.#ending.resolve(ending);
  }

  async draw(): Promise<void> {
    const tree = new Listr(
      [
        {
          title: this.#title,
          task: async (_, task) => {
            this.#write = (text) => {
              task.output = text;
            };
            for (const text of this.#early) this.#write(text);
            const ending = await this.#ending.promise;
            // The error itself is printed once, at the end of the command.
            if (!ending.succeeded) throw new Error('see below');
            if (ending.title !== undefined) task.title = ending.title;
          },
        },
      ],
      {
        exitOnError: false,
        registerSignalListeners: false,
        renderer: 'default',
        rendererOptions: { logger, showErrorMessage: false, collapseErrors: false },
        fallbackRenderer: 'simple',
        fallbackRendererCondition: !this.#live,
        fallbackRendererOptions: { logger },
      },
    );
    await tree.run();
  }
}
