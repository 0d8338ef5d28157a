import { Listr, ListrLogger, ProcessOutput } from 'listr2';
import { deferred } from '../../base/deferred.ts';
import type { Round } from './schedule.ts';

/** Texts of a case for those who watch. */
export interface CaseTexts<Case, Ending> {
  readonly title: (one: Case) => string;
  /** What came of it, in a line. */
  readonly line: (one: Case, ending: Ending) => string;
  readonly passed: (ending: Ending) => boolean;
}

/** Who shows the progress of a suite; a round is watched until it is over. */
export interface Progress<Case, Ending> {
  round(cases: readonly Case[], jobs: number): Round<Case, Ending>;
  /** The latest that the run of a case has said. */
  said(one: Case, text: string): void;
}

/** For logs: a line when a case ends, with how many of the round have. */
export function plainProgress<Case, Ending>(
  { line }: CaseTexts<Case, Ending>,
  write: (line: string) => void,
): Progress<Case, Ending> {
  return {
    round: (cases) => {
      let ended = 0;
      return {
        ended: (one, ending) => write(`${++ended}/${cases.length} ${line(one, ending)}`),
        over: async () => {},
      };
    },
    said: () => {},
  };
}

/** For a terminal: a tree with a line a case, on stderr; under those that run, the latest that they have said. */
export function liveProgress<Case, Ending>({
  title,
  line,
  passed,
}: CaseTexts<Case, Ending>): Progress<Case, Ending> {
  let said = (_: Case, __: string) => {};
  return {
    round: (cases, jobs) => {
      const gates = new Map(cases.map((one) => [one, deferred<Ending | undefined>()]));
      const outputs = new Map<Case, (text: string) => void>();
      said = (one, text) => outputs.get(one)?.(text.replace(/^[^\s\w] /u, ''));
      // Begins the next one when one has ended, as the schedule does, so that the tree shows those that run.
      const tree = new Listr(
        cases.map((one) => ({
          title: title(one),
          task: async (_, task) => {
            outputs.set(one, (text) => {
              task.output = text;
            });
            const ending = await gates.get(one)?.promise;
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
      const shown = tree.run();
      return {
        ended: (one, ending) => gates.get(one)?.resolve(ending),
        over: async () => {
          for (const { resolve } of gates.values()) resolve(undefined);
          await shown;
        },
      };
    },
    said: (one, text) => said(one, text),
  };
}

const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
