/** What the program's exit says to scripts; stable, and listed in the README. */
export const exitCode = {
  /** Done, and within all limits. */
  ok: 0,
  /** A limit was missed: traffic or redundancy was not back within the time allowed. */
  limitMissed: 1,
  /** The input is wrong: command line or lab file. */
  wrongInput: 2,
  /** The lab ran, and nothing was measured. */
  nothingMeasured: 3,
  /** The lab did not become ready, or broke. */
  labNotReady: 4,
  /** The environment cannot run a lab: no engine, no image, no right to use it. */
  environment: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
