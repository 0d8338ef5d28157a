/**
 * Packets a second of each flow, attempt by attempt: a machine that was too busy for a case gets fewer the next time. The
 * first rate is half of what `run` sends, since several labs share the machine. It measures an outage to 20 ms, the last
 * one to 100 ms, while limits are seconds. More attempts would only hide that a machine is too busy for this.
 */
export const rates = [50, 25, 10] as const;

/** @param attempt from 1 */
export const rateOf = (attempt: number): number => rates[attempt - 1] ?? rates[rates.length - 1] ?? 10;
