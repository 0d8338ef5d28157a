import { Refusal } from '../http/refusal.ts';
import type { Help } from '../protocol/updates.ts';

/**
 * The trainer's company on a seat: looks at it, and help for it. Only an offer that stands can be agreed to, and it ends
 * when either ends it or the trainer looks at the seat no more. It is in no file: no agreement is older than its server.
 */
export class Company {
  readonly #listeners = new Set<() => void>();
  #looks = 0;
  #help: Help = 'none';

  get isLookedAt(): boolean {
    return this.#looks > 0;
  }

  get help(): Help {
    return this.#help;
  }

  /** Is told after every change; returns how to end it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The trainer looks, until the returned function is called. */
  look(): () => void {
    let isOver = false;
    this.#looks += 1;
    if (this.#looks === 1) this.#tell();
    return () => {
      if (isOver) return;
      isOver = true;
      this.#looks -= 1;
      if (this.#looks > 0) return;
      this.#help = 'none';
      this.#tell();
    };
  }

  /** The trainer asks the learner. What was agreed to stays. */
  offer(): void {
    if (this.#help === 'none') this.#become('offered');
  }

  /**
   * The learner says yes.
   *
   * @throws Refusal (409) when there is no offer any more
   */
  agree(): void {
    if (this.#help === 'none') throw new Refusal(409, 'The trainer does not offer help any more.');
    this.#become('agreed');
  }

  /** Either of them ends it, or the learner says no. */
  end(): void {
    this.#become('none');
  }

  #become(help: Help): void {
    if (help === this.#help) return;
    this.#help = help;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
