/**
 * How the program can end, and what its exit code says to scripts. The codes are stable: every other place that names
 * one reads it here.
 */
export const exitCodes = {
  passed: { code: 0, meaning: 'done, and within all limits' },
  failed: {
    code: 1,
    meaning:
      'a limit was missed, traffic or redundancy was not back in time, recovery has become slower, or a calibration missed its target',
  },
  'wrong-input': { code: 2, meaning: 'the command line, the lab file or a saved file is wrong' },
  'nothing-measured': { code: 3, meaning: 'the lab ran, and nothing was measured' },
  'lab-not-ready': { code: 4, meaning: 'the lab did not become ready, or broke' },
  bug: { code: 4, meaning: 'a defect of this program' },
  environment: {
    code: 5,
    meaning: 'this machine cannot run a lab: no container engine, no image, no permission, no space',
  },
  interrupted: { code: 130, meaning: 'interrupted (Ctrl-C, SIGTERM or a closed terminal)' },
} as const satisfies Readonly<Record<string, { readonly code: number; readonly meaning: string }>>;

export type Ending = keyof typeof exitCodes;
