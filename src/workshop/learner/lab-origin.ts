import type { LabState } from '../protocol/updates.ts';

/**
 * Whether the lab that is open was there before it was opened, or came up for the workshop. Only what came up for it is
 * removed at its end.
 */
export class LabOrigin {
  #before: ReadonlySet<string> = new Set();
  #open: { readonly id: string; readonly lab: string } | undefined;

  /** @param ids of all labs that are up, when a lab is about to be opened */
  opening(ids: readonly string[]): void {
    this.#before = new Set(ids);
  }

  hear(state: LabState): void {
    if (state.state === 'up') this.#open = { id: state.id, lab: state.lab };
    // One that failed, or that somebody else removed, is none.
    else if (state.state === 'none' || state.state === 'failed') this.#open = undefined;
  }

  get open(): { readonly id: string; readonly lab: string; readonly isOurs: boolean } | undefined {
    return this.#open && { ...this.#open, isOurs: !this.#before.has(this.#open.id) };
  }
}
