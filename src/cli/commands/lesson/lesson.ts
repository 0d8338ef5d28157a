import { Command } from '@commander-js/extra-typings';
import { check } from './check.ts';

export const lesson = new Command('lesson')
  .summary('check lessons of the workshop')
  .description('Checks lessons: folders with a lesson.md, see docs/lessons.md.')
  .addCommand(check);
