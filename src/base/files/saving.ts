import { isOfKind } from '../errors/switchover-error.ts';

/**
 * Saves what was measured, as far as that is possible: a disk that is full at the end must not take away figures that can
 * still be printed. The caller prints them, and then says what could not be saved.
 */
export class Saving {
  #problem: string | undefined;

  /** Why the first file that could not be saved was not. Undefined: all were. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /**
   * @param save rejects when a file cannot be saved
   * @throws the errors of `save` that have another reason than the environment
   */
  async attempt(save: () => Promise<void>): Promise<void> {
    try {
      await save();
    } catch (error) {
      if (!isOfKind(error, 'environment')) throw error;
      this.#problem ??= error.message;
    }
  }
}
