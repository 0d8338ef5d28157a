import { Listr, ListrLogger, ProcessOutput } from 'listr2';

/** Says what is going on, on the progress line of the task that runs; details only where lines are overwritten. */
export type Say = (text: string, kind?: 'step' | 'detail') => void;

/**
 * Runs one step of the work under a title that stays: a live tree on a terminal, plain lines elsewhere. Progress
 * goes to stderr; stdout is for data.
 *
 * @returns what the work returns
 */
export async function step<T>(title: string, work: (say: Say, retitle: Say) => Promise<T>): Promise<T> {
  const finished: { outcome?: { readonly value: T } | { readonly error: unknown } } = {};
  const live = process.stderr.isTTY === true;
  const tasks = new Listr(
    [
      {
        title,
        task: async (_, task) => {
          const say = quieter((text) => {
            task.output = text;
          }, live);
          const retitle = (text: string) => {
            task.title = text;
          };
          finished.outcome = await work(say, retitle).then(
            (value) => ({ value }),
            (error: unknown) => ({ error }),
          );
          // The error itself is told once, at the end, by whoever called.
          if ('error' in finished.outcome) throw new Error('see below');
        },
      },
    ],
    {
      exitOnError: false,
      registerSignalListeners: false,
      renderer: 'default',
      rendererOptions: { logger, showErrorMessage: false, collapseErrors: false },
      fallbackRenderer: 'simple',
      fallbackRendererCondition: !live,
      fallbackRendererOptions: { logger },
    },
  );
  await tasks.run();
  const { outcome } = finished;
  if (!outcome) throw new Error(`"${title}" was not begun.`);
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });

/** On a terminal a line is overwritten; in a log each stays, so only what is new is said, without its seconds. */
function quieter(say: Say, live: boolean): Say {
  let last = '';
  return (text, kind) => {
    if (kind === 'detail' && !live) return;
    const news = live ? text : text.replace(/^\d+ s: /, '');
    if (news !== last) say(news);
    last = news;
  };
}
