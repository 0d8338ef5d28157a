/** The lab ran, and nothing could be measured in it (exit code 3). */
export class NothingMeasuredError extends Error {
  override readonly name = 'NothingMeasuredError';
}
