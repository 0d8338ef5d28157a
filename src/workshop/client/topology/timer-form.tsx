import { endTimersText } from '../../../report/words/end-timers-text.ts';
import { opened } from '../frame/view.ts';
import { ask } from '../state/requests.ts';
import { page } from '../state/store.ts';
import { tell } from '../state/toasts.ts';

/** Changes timers of the tunnel's connections while the lab runs, as `switchover timer` does. */
export function TimerForm({ tunnel }: { readonly tunnel: string }) {
  const connections = page.snapshot.value?.tunnels.find(({ name }) => name === tunnel)?.connections ?? [];
  const ends = page.snapshot.value?.timers.find((one) => one.tunnel === tunnel)?.ends ?? [];
  if (connections.length === 0) return null;
  const submit = async (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const changes = Object.fromEntries(
      ['dpd', 'bgp'].flatMap((name) => {
        const value = fields.get(name);
        return typeof value === 'string' && value !== '' ? [[name, value]] : [];
      }),
    );
    const connection = fields.get('connection');
    if (Object.keys(changes).length === 0 || typeof connection !== 'string') return;
    opened.value = null;
    if (await ask.timer({ connection, changes })) tell(`The timers of ${connection} are being changed.`);
  };
  return (
    <details>
      <summary>Timers</summary>
      <ul class="facts">
        {ends.map((end) => (
          <li key={end.name}>{`${end.name}: ${endTimersText(end)}`}</li>
        ))}
      </ul>
      <form onSubmit={submit}>
        <div class="field">
          <label for="timer-connection">Connection</label>
          <select id="timer-connection" name="connection">
            {connections.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="timer-dpd">DPD timeout in seconds</label>
          <input id="timer-dpd" name="dpd" type="number" min="1" max="3600" />
        </div>
        <div class="field">
          <label for="timer-bgp">BGP keepalive and hold time in seconds</label>
          <input id="timer-bgp" name="bgp" type="text" placeholder="3/9" pattern="[0-9]+/[0-9]+" />
        </div>
        <div class="controls">
          <button type="submit" class="main" disabled={page.work.value !== null}>
            Change
          </button>
        </div>
      </form>
    </details>
  );
}
