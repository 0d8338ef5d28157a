import { writeFile } from 'node:fs/promises';
import { Command } from '@commander-js/extra-typings';
import { exitCodes } from '../../../base/errors/exit-codes.ts';
import { SwitchoverError } from '../../../base/errors/switchover-error.ts';
import { DefinitionError } from '../../../definition/problems/definition-error.ts';
import { findEngine } from '../../../engine/connection/find-engine.ts';
import { interruption } from '../../../run/interruption.ts';
import { prepareMachine } from '../../../run/prepare.ts';
import { junitOfLessons } from '../../../workshop/lessons/lesson-junit.ts';
import { isSound, type LessonOutcome } from '../../../workshop/lessons/lesson-outcome.ts';
import { lessonsBelow, lessonsOfProgram } from '../../../workshop/lessons/lesson-places.ts';
import { outcomeText } from '../../../workshop/lessons/outcome-text.ts';
import { options } from '../../options.ts';
import { json, print, tell } from '../../print.ts';
import { showingRun, showingWork } from '../../showing/showing.ts';

export const testCommand = new Command('test')
  .summary('do all tasks of lessons in their labs')
  .description(
    'Brings the lab of each lesson up, one after the other, breaks what its start breaks, and proves for each task that its checks do not all hold before, that wrong answers do not pass, that its solution passes it in the time that its checks have, and that "Start over" brings full redundancy back. Removes every lab. Exits with 1 when something of a lesson is not so, and with 4 when a lab did not come up.',
  )
  .argument('[path...]', 'folder of a lesson, or one with lessons (default: all that come with the program)')
  .addOption(options.rate())
  .addOption(options.tcp())
  .addOption(options.format('table', 'json'))
  .addOption(options.junit())
  .addOption(options.calibrations())
  .addOption(options.runs())
  .action(async (paths, { format, junit, rate, tcp, runs, calibrations }) => {
    const ofProgram = await lessonsOfProgram();
    const chosen = paths.length === 0 ? ofProgram : (await Promise.all(paths.map(lessonsBelow))).flat();
    if (chosen.length === 0) {
      throw new SwitchoverError('wrong-input', 'There is no lesson: no folder with a lesson.md.');
    }
    const { examineLessons } = await import('../../../workshop/lessons/lesson-library.ts');
    const { testLesson } = await import('../../../workshop/lessons/test-lesson.ts');
    const { lessons, problems } = await examineLessons(chosen, [...ofProgram, ...chosen]);
    if (problems.length > 0) throw new DefinitionError(problems);
    const { signal } = interruption();
    await showingRun((onStep) => prepareMachine({ onStep, signal }));
    const { engine } = await findEngine();
    const hub = {
      engine,
      runsFolder: runs,
      calibrationsFolder: calibrations,
      trials: { rate, connections: tcp },
    };
    const outcomes: LessonOutcome[] = [];
    for (const loaded of lessons) {
      const outcome = await showingWork(`Lesson ${loaded.key}`, signal, (progress) =>
        testLesson(loaded, { hub, signal, onStep: (text) => progress(text) }),
      );
      outcomes.push(outcome);
      if (format === 'table') print(outcomeText(outcome));
      // After each: what comes may be interrupted.
      if (junit !== undefined) await writeFile(junit, junitOfLessons(outcomes));
    }
    if (format === 'json') print(json({ lessons: outcomes }));
    const wrong = outcomes.filter((one) => !isSound(one)).map(({ lesson }) => lesson);
    tell(
      wrong.length === 0
        ? 'All lessons are as they should be.'
        : `Not as they should be: ${wrong.join(', ')}.`,
    );
    const codes = outcomes.map(({ error, ...rest }) =>
      error ? exitCodes[error.kind].code : exitCodes[isSound(rest) ? 'passed' : 'failed'].code,
    );
    process.exitCode = Math.max(...codes);
  });
