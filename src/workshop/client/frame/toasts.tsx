import { close, type Toast, toasts } from '../state/toasts.ts';

/** Messages that come and go. Problems are read aloud at once, others when there is a pause. */
export function Toasts() {
  const all = toasts.value;
  return (
    <div class="toasts">
      <div role="status">{all.filter(({ isProblem }) => !isProblem).map(message)}</div>
      <div role="alert">{all.filter(({ isProblem }) => isProblem).map(message)}</div>
    </div>
  );
}

const message = ({ id, text, isProblem }: Toast) => (
  <p key={id} class={isProblem ? 'toast bad' : 'toast'}>
    <span>{text}</span>
    <button type="button" aria-label={`Close: ${text}`} onClick={() => close(id)}>
      ×
    </button>
  </p>
);
