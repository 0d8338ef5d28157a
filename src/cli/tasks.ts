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
  const context: { result?: { readonly value: T } } = {};
  const live = process.stderr.isTTY === true;
  await new Listr<typeof context>(
    [
      {
        title,
        task: async (own, task) => {
          const say = quieter((text) => {
            task.output = text;
          }, live);
          own.result = { value: await work(say, (text) => (task.title = text)) };
        },
      },
    ],
    {
      ctx: context,
      registerSignalListeners: false,
      renderer: 'default',
      rendererOptions: { logger, showErrorMessage: false, collapseErrors: false },
      fallbackRenderer: 'simple',
      fallbackRendererCondition: !live,
      fallbackRendererOptions: { logger },
    },
  ).run();
  if (!context.result) throw new Error(`"${title}" ended without a result.`);
  return context.result.value;
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
