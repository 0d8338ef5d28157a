/**
 * What takes the machine for itself, or much of it. What a learner does to his own lab (break, heal, timers) is never
 * queued.
 */
export type QueuedWork = 'bring-up' | 'trial';

export interface QueueWatch {
  /** How many come first, at once and whenever that changes; 0: it begins now. */
  readonly onWaiting: (before: number) => void;
  /** Takes it out of the queue while it waits. Work that has begun has to listen itself. */
  readonly signal?: AbortSignal | undefined;
}

/** The order in which the labs of one server use the machine. */
export interface WorkQueue {
  /**
   * Does some work when its turn comes.
   *
   * @throws what the work throws, or the reason of the signal that aborted while it waited
   */
  run<T>(kind: QueuedWork, work: () => Promise<T>, watch: QueueWatch): Promise<T>;
}
