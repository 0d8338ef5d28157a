import type { FaultWish } from '../format/fault-wish.ts';

/** One step of a solution. What does it is elsewhere: here it is only named. */
export type Action =
  /** Breaks something, and goes on. It stays until it is healed, or for its `lastsSeconds`. */
  | ({ readonly action: 'fault' } & FaultWish)
  /** Undoes all faults. */
  | { readonly action: 'heal' }
  /** Makes a measured trial, and waits for its result. */
  | ({ readonly action: 'trial' } & FaultWish)
  | { readonly action: 'timer'; readonly connection: string; readonly changes: TimerWish }
  /** Runs a command in a node by its shell. */
  | { readonly action: 'exec'; readonly at: string; readonly command: string }
  | { readonly action: 'answer'; readonly question: number; readonly answer: Answer }
  | { readonly action: 'restart'; readonly node: string };

/** Timers of both ends of a connection, in seconds; what is absent stays as it is. */
export interface TimerWish {
  readonly dpdSeconds?: number | undefined;
  readonly bgpHoldSeconds?: number | undefined;
  readonly bgpKeepaliveSeconds?: number | undefined;
}

/** The number of a choice, from 0, or a number. */
export type Answer =
  | { readonly kind: 'choice'; readonly choice: number }
  | { readonly kind: 'number'; readonly number: number };
