/** Durations for people: three significant figures, in the unit that fits after rounding. */
export function duration(milliseconds: number): string {
  const absolute = Math.abs(milliseconds);
  if (absolute < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (absolute < 999.5) return `${Math.round(milliseconds)} ms`;
  if (absolute < 9995) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
