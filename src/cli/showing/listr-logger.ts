import { ListrLogger, ProcessOutput } from 'listr2';

/** Everything that listr2 draws goes to stderr: stdout is for data. */
export const logger = new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) });
