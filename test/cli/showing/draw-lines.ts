import { TaskLines } from '../../../src/cli/showing/task-lines.ts';
import { assumeWidth } from '../../../src/cli/terminal/known-width.ts';

/** Draws the lines that it gets as JSON, all at once: on a terminal, or as a program without one does. */
assumeWidth();
const lines = new TaskLines({ live: process.stderr.isTTY });
for (const line of JSON.parse(process.argv[2] ?? '[]')) lines.show(line);
await lines.over();
