import { duration } from '../../base/duration.ts';

/** A figure with the half-width of the bracket in which the truth lies. */
export function bracket(estimateMs: number, halfWidthMs: number): string {
  return `${duration(estimateMs)} ± ${duration(halfWidthMs)}`;
}

export const count = (number: number): string => number.toLocaleString('en-US').replaceAll(',', ' ');

/** The smallest and the largest of some durations, or the one that they all are: "6.38 s to 6.41 s". */
export function rangeText(milliseconds: readonly number[]): string {
  const [least, most] = [duration(Math.min(...milliseconds)), duration(Math.max(...milliseconds))];
  return least === most ? least : `${least} to ${most}`;
}
