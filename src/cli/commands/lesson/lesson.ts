import { Command } from '@commander-js/extra-typings';
import { check } from './check.ts';
import { testCommand } from './test.ts';

export const lesson = new Command('lesson')
  .summary('check and test lessons of the workshop')
  .description('Checks and tests lessons: folders with a lesson.md, see docs/lessons.md.')
  .addCommand(check)
  .addCommand(testCommand);
