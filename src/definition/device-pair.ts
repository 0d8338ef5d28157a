import type { TakeoverTimers } from './profile.ts';

/** Two devices that share one public address by VRRP: one has it, and with it the tunnels; the other one waits. */
export interface DevicePair extends TakeoverTimers {
  /** The first device takes the address back as soon as it is there again. */
  readonly preempt: boolean;
}

/**
 * What a careful engineer has: the defaults of VRRP (RFC 5798, 5.2.4 and 5.2.7), and no second move when the first device
 * is back, because each move costs the tunnels.
 */
export const usualPair: DevicePair = { advertisementSeconds: 1, priority: 100, preempt: false };

/** What a lab file may write. VRRP 3 has 12 bits of centiseconds (RFC 5798, 5.2.7); 254 is what a first device has. */
export const devicePairLimits = {
  advertisementSeconds: { least: 0.1, most: 40 },
  priority: { least: 1, most: 253 },
} as const;

/** The endings of the names of the two machines. */
export const pairEndings = ['-a', '-b'] as const;

/** How many machines a device is. */
export const machinesOf = ({ pair }: { readonly pair?: DevicePair }): number =>
  pair ? pairEndings.length : 1;
