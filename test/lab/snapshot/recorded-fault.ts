import type { RecordedFault } from '../../../src/lab/snapshot/active-fault.ts';

/** A fault without an end, as it is recorded. */
export const blackhole: RecordedFault = {
  id: 'blackhole-1',
  recordedAt: '2026-11-22T21:10:00.000Z',
  fault: 'blackhole',
  target: 'host',
  parameters: {},
  steps: [{ kind: 'run', node: 'host', script: 'true', container: 'c', afterSeconds: 30 }],
};
