import { trainerPaths } from '../../protocol/trainer.ts';
import { CloseRoom } from './close-room.tsx';
import { Look } from './look.tsx';
import { RoomActions } from './room-actions.tsx';
import { SeatTileView } from './seat-tile.tsx';
import { connection, outcome, room } from './store.ts';

export function TrainerPage() {
  const view = room.value;
  if (!view) return <p>The room is being read …</p>;
  const taken = view.seats.filter(({ name }) => name !== null);
  const hands = view.seats.filter(({ handRaised }) => handRaised);
  return (
    <>
      <header class="top">
        <div class="top-line">
          <h1>Room: {[view.lab, view.lesson ?? []].flat().join(', ')}</h1>
          <span>
            {taken.length} of {view.seats.length} seats taken
          </span>
          <span role="status">
            {hands.length === 0 ? '' : `Hands: ${hands.map(({ name }) => name).join(', ')}`}
          </span>
          <a href={trainerPaths.results} download>
            Results (CSV)
          </a>
        </div>
        <p>
          Join at <a href={view.joinLink}>{view.joinLink}</a>
        </p>
        {connection.value === 'lost' ? (
          <p class="banner bad" role="alert">
            Connection lost, trying again. What you see may be old.
          </p>
        ) : null}
        {view.paused ? (
          <p class="banner">The room is paused: labs and terminals take nothing from learners.</p>
        ) : null}
        {view.message ? <p class="banner">Everybody reads: {view.message}</p> : null}
        <Outcome />
      </header>
      <main class="room">
        <RoomActions room={view} />
        <Look />
        <section aria-labelledby="seats-title">
          <h2 id="seats-title">Seats</h2>
          <ul class="tiles">
            {view.seats.map((seat) => (
              <li key={seat.number}>
                <SeatTileView seat={seat} />
              </li>
            ))}
          </ul>
        </section>
        <CloseRoom seats={taken.length} />
      </main>
    </>
  );
}

function Outcome() {
  const last = outcome.value;
  return (
    <>
      <p role="status">{last && !last.isProblem ? last.text : ''}</p>
      <p role="alert" class="bad">
        {last?.isProblem ? last.text : ''}
      </p>
    </>
  );
}
