import { TaskLines } from '../../../src/cli/showing/task-lines.ts';

/** Draws the lines that it gets as JSON, all at once, as a program without a terminal does. */
const lines = new TaskLines({ live: false });
for (const line of JSON.parse(process.argv[2] ?? '[]')) lines.show(line);
await lines.over();
