import type { ProcessEnd } from './process-end.ts';

/** As the agent writes it, and as people read it: `exit 3`, `signal 9`. */
export const processEndText = (end: ProcessEnd): string =>
  'signal' in end ? `signal ${end.signal}` : `exit ${end.exitCode}`;
