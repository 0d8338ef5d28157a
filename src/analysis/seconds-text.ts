/** "5.31 s"; short durations in ms. For sentences of the result itself. */
export const secondsText = (milliseconds: number): string =>
  milliseconds < 9.95 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
