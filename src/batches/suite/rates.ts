/**
 * Packets a second of each flow, attempt by attempt: a machine that was too busy for a case gets fewer the next time. The
 * first rate is half the rate of `run`, because several labs share the machine. It measures an outage to 20 ms, and the
 * last rate to 100 ms; limits are seconds. More attempts would only hide that the machine is too busy.
 */
export const rates = [50, 25, 10] as const;

/** @param attempt from 1 */
export const rateOf = (attempt: number): number => rates[attempt - 1] ?? rates[rates.length - 1] ?? 10;
