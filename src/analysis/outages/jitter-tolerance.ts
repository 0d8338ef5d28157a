import { nsPerMs } from '../../base/milliseconds.ts';

/**
 * Send stamps order two packets of different flows at the place of the failure no better than this: one-way delay
 * varies by so much on a busy machine (docs/trust.md, "The bracket").
 */
export const jitterToleranceNs = 2 * nsPerMs;
