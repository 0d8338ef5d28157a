/**
 * After this long without an acknowledgement Linux sends a segment again, on a path as short as a lab's: 200 ms
 * (TCP_RTO_MIN) and the round trip; each time after twice as long (RFC 6298, 5.5). Where TCP itself said how long, that
 * counts instead.
 */
export const usualTimeoutMs = 208;

/** The shortest timeout of Linux (TCP_RTO_MIN), in ms. */
export const shortestTimeoutMs = 200;

/** The longest timeout that Linux waits before it sends a segment again (TCP_RTO_MAX), in ms. */
export const longestTimeoutMs = 120_000;
