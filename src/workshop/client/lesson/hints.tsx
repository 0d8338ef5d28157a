import { useSignal, useSignalEffect } from '@preact/signals';
import type { TaskView } from '../../protocol/lesson.ts';
import { ask } from '../state/requests.ts';

/** The hints that were opened. */
export function OpenedHints({ task: { hints } }: { readonly task: TaskView }) {
  if (hints.opened.length === 0) return null;
  return (
    <ol class="hints" aria-label="Hints">
      {hints.opened.map((hint) => (
        <li key={hint}>{hint}</li>
      ))}
    </ol>
  );
}

/** Opens the next hint when its time has come. */
export function NextHint({ task: { id, hints } }: { readonly task: TaskView }) {
  const seconds = useSignal(hints.nextAfterSeconds);
  useSignalEffect(() => {
    if (seconds.value <= 0) return undefined;
    const timer = setTimeout(() => {
      seconds.value -= 1;
    }, 1000);
    return () => clearTimeout(timer);
  });
  if (hints.left === 0) return null;
  const isEarly = seconds.value > 0;
  return (
    <button type="button" disabled={isEarly} onClick={() => ask.hint(id)}>
      {isEarly ? `Next hint in ${Math.ceil(seconds.value)} s` : `Hint (${hints.left} left)`}
    </button>
  );
}
