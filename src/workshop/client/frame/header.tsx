import { counted } from '../../../base/counted.ts';
import { ask } from '../state/requests.ts';
import { connection, page } from '../state/store.ts';
import { tell } from '../state/toasts.ts';
import { ActiveFaults } from './active-faults.tsx';
import { Lamp } from './lamp.tsx';
import { TrainerHere } from './trainer-here.tsx';
import { opened } from './view.ts';
import { WorkBar } from './work-bar.tsx';

export function Header() {
  const lab = page.lab.value;
  const seat = page.seat.value;
  return (
    <header class="top">
      <div class="top-line">
        <h1>{lab.state === 'none' ? 'switchover workshop' : lab.lab}</h1>
        {lab.state === 'up' ? (
          <>
            <span class="profile">{`profile ${lab.profile}`}</span>
            <Completeness />
          </>
        ) : null}
        {seat && seat.name !== '' ? (
          <span class="seat">
            {seat.name}
            {seat.code === null ? '' : `, code ${seat.code}`}
          </span>
        ) : null}
        {seat && seat.code !== null ? (
          <button
            type="button"
            aria-pressed={seat.handRaised}
            onClick={() => ask.raiseHand(!seat.handRaised)}
          >
            {seat.handRaised ? 'Lower my hand' : 'Raise my hand'}
          </button>
        ) : null}
        {lab.state === 'up' ? <Actions /> : null}
      </div>
      {connection.value === 'lost' ? (
        <p class="banner bad" role="alert">
          Connection lost, trying again. What you see may be old.
        </p>
      ) : null}
      {seat?.message ? <p class="banner">Message from the trainer: {seat.message}</p> : null}
      {seat?.paused ? (
        <p class="banner">
          The trainer has paused the room. Labs and terminals take nothing from you until it goes on.
        </p>
      ) : null}
      <TrainerHere />
      {lab.state === 'up' ? <ActiveFaults /> : null}
      <WorkBar />
    </header>
  );
}

/** The lamp of the whole lab. Read aloud when it changes. */
function Completeness() {
  const snapshot = page.snapshot.value;
  const missing = snapshot?.missing.length ?? 0;
  return (
    <span class="completeness" role="status">
      {snapshot === null ? (
        'no state yet'
      ) : (
        <Lamp mark={missing === 0 ? 'up' : 'down'}>
          {missing === 0 ? 'complete' : `${counted(missing, 'thing')} missing`}
        </Lamp>
      )}
    </span>
  );
}

function Actions() {
  const count = page.snapshot.value?.faults.length ?? 0;
  return (
    <div class="actions">
      <button
        type="button"
        onClick={async () => {
          if (await ask.heal({})) tell('Everything is being healed.');
        }}
      >
        Heal everything{count > 0 ? ` (${count})` : ''}
      </button>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => {
          opened.value = { kind: 'start-over' };
        }}
      >
        Start over…
      </button>
    </div>
  );
}
