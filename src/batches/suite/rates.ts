/**
 * Packets a second of each flow, attempt by attempt: a machine that was too busy for a case gets fewer the next time. At
 * first it is half of what `run` sends, since several labs share the machine; an outage is known to 20 ms then, and to
 * 100 ms at last, of limits that are seconds. More attempts would only hide that a machine is too busy for this.
 */
export const rates = [50, 25, 10] as const;

/**
 * Options of `run` for an attempt. Who has asked for a rate keeps it.
 *
 * @param attempt from 1 to as many as there are rates
 */
export const trafficOf = (attempt: number, { SWITCHOVER_RATE: asked }: NodeJS.ProcessEnv): string[] =>
  asked ? [] : ['--rate', String(rates[attempt - 1])];
