import { useSignal, useSignalEffect } from '@preact/signals';
import { paths } from '../../protocol/paths.ts';
import { fetchText } from '../state/requests.ts';

const views = [
  ['connections', 'Connections'],
  ['bgp-peers', 'BGP peers'],
  ['learned-routes', 'Learned routes'],
  ['advertised-routes', 'Advertised routes'],
  ['metrics', 'Metrics'],
] as const;

/** What Azure would have shown of this lab. */
export function AzureView() {
  const view = useSignal<string>('connections');
  const asked = useSignal(0);
  const answer = useSignal<Awaited<ReturnType<typeof fetchText>> | null>(null);
  useSignalEffect(() => {
    const wanted = view.value;
    const number = asked.value;
    answer.value = null;
    fetchText(paths.azure.replace(':view', wanted)).then((found) => {
      if (view.peek() === wanted && asked.peek() === number) answer.value = found;
    });
  });
  const shown = answer.value;
  return (
    <div class="azure">
      <p>
        What Azure would have shown, as <code>az</code> prints it. Its metrics are values of whole minutes: an
        outage of 10 s hides in one of them, and no status here changes as fast as your traffic stops.
      </p>
      <div class="controls">
        <label>
          View{' '}
          <select
            value={view.value}
            onChange={(event) => {
              view.value = event.currentTarget.value;
            }}
          >
            {views.map(([name, title]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          onClick={() => {
            asked.value += 1;
          }}
        >
          Read again
        </button>
      </div>
      {shown === null ? <p>Reading …</p> : null}
      {shown && 'problem' in shown ? <p class="bad">{shown.problem}</p> : null}
      {shown && 'text' in shown ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide text is scrolled by the keyboard
        <pre tabIndex={0}>{shown.text}</pre>
      ) : null}
    </div>
  );
}
