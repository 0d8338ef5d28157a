/**
 * Packets a second of each flow, attempt by attempt: a machine that was too busy for a case gets fewer the next time. The
 * first rate is a quarter of the rate of `run`, because several labs share the machine. It measures the outage of a flow to
 * 40 ms, and that of a path, from all of its flows together, to less; limits are seconds. More attempts would only hide that
 * the machine is too busy.
 */
export const rates = [25, 10] as const;

/** @param attempt from 1 */
export const rateOf = (attempt: number): number => rates[attempt - 1] ?? rates[rates.length - 1] ?? 10;
