/** The ticks that distributions build kernels with (CONFIG_HZ 1000, 250 and 100), in ms. Which one a lab has is not known. */
const ticksMs = [1, 4, 10];

/**
 * How late a timer of Linux may fire (ms). Timers lie in a wheel whose levels become coarser: up to 63 ticks ahead a timer
 * is rounded up to the next tick, up to 8 x 63 ticks to the next 8 ticks, and so on (kernel/time/timer.c, LVL_GRAN).
 *
 * @param waitMs for how long it was set
 */
export function lateness(waitMs: number): number {
  return Math.max(...ticksMs.map((tick) => granularity(waitMs, tick)));
}

function granularity(waitMs: number, tickMs: number): number {
  let step = tickMs;
  while (waitMs >= 63 * step) step *= 8;
  return step;
}
