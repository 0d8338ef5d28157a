/** Memory of a run with nine nodes, including the probes' records and the program itself; measured. */
const bytesPerRun = 0.35 * 2 ** 30;

/**
 * How many cases run at once by default: one for each core, and one more. With the traffic of a suite a run uses a third of a
 * core, and waits for timers most of the time. If that is too many, the result of the run says that the machine was too
 * busy.
 */
export function defaultJobs({
  cores,
  freeBytes,
}: {
  readonly cores: number;
  readonly freeBytes: number;
}): number {
  return Math.max(1, Math.min(cores + 1, Math.floor(freeBytes / bytesPerRun)));
}
