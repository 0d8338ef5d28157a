/** Memory of a run of one lab: nine nodes, the probes' records and the program itself, measured. */
const bytesPerRun = 0.35 * 2 ** 30;

/**
 * How many cases run at once when nobody says: one a core. A run takes 0.4 of one, and waits for timers most of
 * its time; where that was too many after all, the result of the run says that it was contended.
 */
export function defaultJobs({
  cores,
  freeBytes,
}: {
  readonly cores: number;
  readonly freeBytes: number;
}): number {
  return Math.max(1, Math.min(cores, Math.floor(freeBytes / bytesPerRun)));
}
