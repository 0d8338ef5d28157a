import { recovered, runResult } from '../suite/run-results.ts';

export const result = runResult([recovered], { maxOutageSeconds: 5 });
