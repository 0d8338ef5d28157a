import type { NextHop } from '../../topology/next-hop.ts';

/**
 * Something that a node noticed, stamped in nanoseconds of the engine kernel's CLOCK_MONOTONIC (counted from
 * the same epoch as the packets of the trial that it belongs to).
 */
export type NodeEvent = {
  readonly node: string;
  readonly time: number;
} /** The start script has ended well. */ & (
  | { readonly kind: 'ready' }
  /** The start script has failed; the node ends. */
  | { readonly kind: 'failed'; readonly status: string }
  /** A daemon has ended. */
  | { readonly kind: 'exit'; readonly program: string; readonly status: string }
  | { readonly kind: 'ike'; readonly tunnel: string; readonly up: boolean }
  | { readonly kind: 'child'; readonly tunnel: string; readonly up: boolean }
  | { readonly kind: 'bgp'; readonly neighbor: string; readonly up: boolean; readonly reason?: string }
  | { readonly kind: 'bfd'; readonly neighbor: string; readonly up: boolean; readonly reason?: string }
  /** A route changed; one that was removed has no next hop. */
  | { readonly kind: 'route'; readonly prefix: string; readonly nextHops: readonly NextHop[] }
  | { readonly kind: 'carrier'; readonly interface: string; readonly up: boolean }
  | {
      readonly kind: 'address';
      readonly interface: string;
      readonly address: string;
      readonly present: boolean;
    }
  /** Packets that have passed through the device of a tunnel so far, told once a second. */
  | {
      readonly kind: 'counters';
      readonly interface: string;
      readonly in: number;
      readonly out: number;
    }
  /** The kernel had more to tell than the agent could take: events may be missing. */
  | { readonly kind: 'overrun' }
  | { readonly kind: 'log'; readonly program: string; readonly text: string }
);
