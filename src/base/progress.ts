/**
 * Takes a line for people that says what happens now; the receiver decides how it is shown. A `detail` is a line of
 * another program's output, and interesting only while it is the newest.
 */
export type Progress = (line: string, kind?: 'step' | 'detail') => void;

/** Goes along with work that takes long: its progress is reported, and a signal can end it. */
export interface Supervision {
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}
