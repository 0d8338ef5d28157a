import type { AttemptEnding, Outcome } from '../../../src/batches/attempt.ts';

/** An attempt that ended like this, without a result. */
export const ending = (outcome: Outcome): AttemptEnding => ({
  attempt: {
    outcome,
    exitCode: 0,
    startedAt: '2026-11-22T21:10:20.690Z',
    seconds: 24,
    run: null,
    labWasUp: false,
    reason: null,
  },
  log: '',
});
