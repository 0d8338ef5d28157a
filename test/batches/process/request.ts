import type { RunRequest } from '../../../src/run/request.ts';

export const request = (lab: string, runs = 'runs/labs-1'): RunRequest => ({
  lab,
  profile: 'fast',
  dataplane: 'auto',
  bringUpSeconds: 60,
  fault: { name: 'instance-crash', target: undefined, parameters: { lossPercent: 5 } },
  traffic: { flows: 16, rate: 50 },
  tcp: { connections: 8, timeoutSeconds: 0 },
  trials: 1,
  keep: false,
  folders: { runs, calibrations: 'runs/calibrations' },
});
