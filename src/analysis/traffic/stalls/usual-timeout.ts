/**
 * After this long without an acknowledgement Linux sends a segment again, on a path as short as a lab's: 200 ms
 * (TCP_RTO_MIN) and the round trip; each time after twice as long (RFC 6298, 5.5). Where TCP itself said how long, that
 * counts instead.
 */
export const usualTimeoutMs = 208;
