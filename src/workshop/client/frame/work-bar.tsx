import { ask } from '../state/requests.ts';
import { page } from '../state/store.ts';

/** What the lab is busy with. */
export function WorkBar() {
  const work = page.work.value;
  return (
    <div class="work" role="status">
      {work === null ? null : (
        <>
          <progress aria-label={work.text} />
          <span>
            <strong>{work.text}</strong> {work.waiting > 0 ? `waits: ${work.waiting} before you` : work.step}
          </span>
          {work.canBeEnded ? (
            <button type="button" onClick={() => ask.stop()}>
              End it
            </button>
          ) : null}
        </>
      )}
    </div>
  );
}
