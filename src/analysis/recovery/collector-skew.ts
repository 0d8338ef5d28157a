import { nsPerMs } from '../../base/milliseconds.ts';

/**
 * By how much the stamps of a cause and its effect may be in the wrong order, when two collectors took them: charon's
 * updown script removes the route before charon reports that the SA is down, and its log is collected beside its events.
 */
export const collectorSkewNs = 10 * nsPerMs;
