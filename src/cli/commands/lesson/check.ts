import { Command } from '@commander-js/extra-typings';
import { counted } from '../../../base/counted.ts';
import { SwitchoverError } from '../../../base/errors/switchover-error.ts';
import { DefinitionError } from '../../../definition/problems/definition-error.ts';
import { textTable } from '../../../report/terminal/text-table.ts';
import { lessonsBelow, lessonsOfProgram } from '../../../workshop/lessons/lesson-places.ts';
import { options } from '../../options.ts';
import { json, print } from '../../print.ts';

export const check = new Command('check')
  .summary('check lessons without running anything')
  .description(
    'Checks the form of lessons, that the lab has everything that they name, that their faults can happen, that solutions answer all questions and run only commands that are shown, that checks wait long enough for the timers of the profile, and that translations have the same parts.',
  )
  .argument('[path...]', 'folder of a lesson, or one with lessons (default: all that come with the program)')
  .addOption(options.format('table', 'json'))
  .action(async (paths, { format }) => {
    const ofProgram = await lessonsOfProgram();
    const chosen = paths.length === 0 ? ofProgram : (await Promise.all(paths.map(lessonsBelow))).flat();
    if (chosen.length === 0) {
      throw new SwitchoverError('wrong-input', 'There is no lesson: no folder with a lesson.md.');
    }
    const { examineLessons } = await import('../../../workshop/lessons/lesson-library.ts');
    const { lessons, problems } = await examineLessons(chosen, [...ofProgram, ...chosen]);
    if (problems.length > 0) throw new DefinitionError(problems);
    const entries = lessons.map(({ key, lesson, languages }) => ({
      lesson: key,
      title: lesson.title,
      level: lesson.level,
      minutes: lesson.minutes,
      tasks: lesson.tasks.length,
      languages: [...languages.keys()],
    }));
    if (format === 'json') return print(json({ lessons: entries }));
    print(
      textTable(
        entries.map(({ lesson, title, minutes, tasks, languages }) => [
          lesson,
          title,
          counted(tasks, 'task'),
          `${minutes} min`,
          languages.join(', '),
        ]),
      ),
    );
    print(`\n${counted(entries.length, 'lesson')}, no problems.`);
  });
