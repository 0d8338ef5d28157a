import { useSignal } from '@preact/signals';
import { counted } from '../../../base/counted.ts';
import type { SeatLessonTile, SeatTile } from '../../protocol/trainer.ts';
import { lookedAt } from './look.tsx';
import { ask } from './requests.ts';

/** One seat: how far it is, and what the trainer can do for it. */
export function SeatTileView({ seat }: { readonly seat: SeatTile }) {
  const title = `seat-${seat.number}`;
  return (
    <article class={`tile${seat.handRaised ? ' hand' : ''}`} aria-labelledby={title}>
      <h3 id={title}>
        {seat.number}. {seat.name ?? 'free'}
        {seat.handRaised ? <strong class="raised"> hand raised</strong> : null}
      </h3>
      <p class="remark">{[labText(seat), ...presenceText(seat)].join(' · ')}</p>
      {seat.faults.length > 0 ? <p>⚡ {seat.faults.join(', ')}</p> : null}
      {seat.lesson ? <Lesson lesson={seat.lesson} /> : null}
      <button
        type="button"
        aria-pressed={lookedAt.value === seat.number}
        aria-label={`Look at the lab of seat ${seat.number}`}
        onClick={() => {
          lookedAt.value = seat.number;
        }}
      >
        Look
      </button>
      {seat.name === null ? null : <SeatActions seat={seat} />}
    </article>
  );
}

const labTexts: Readonly<Record<SeatTile['lab'], string>> = {
  none: 'no lab',
  'coming-up': 'lab comes up',
  up: 'lab is up',
  ending: 'lab ends',
  failed: 'lab failed',
};

function labText({ lab, labText: more, isComplete, work }: SeatTile): string {
  const state = more === null ? labTexts[lab] : `${labTexts[lab]}: ${more}`;
  if (lab !== 'up') return state;
  return [
    state,
    ...(isComplete === false ? ['something is missing'] : []),
    ...(work ? [`busy: ${work}`] : []),
  ].join(', ');
}

function presenceText({ name, code, pages }: SeatTile): string[] {
  if (name === null) return [];
  return [pages === 0 ? 'page closed' : 'page open', `code ${code}`];
}

function Lesson({ lesson: { title, tasks, passed, step } }: { readonly lesson: SeatLessonTile }) {
  return (
    <>
      <p>
        {title}: {passed} of {tasks} done
      </p>
      {step === null ? (
        <p>All tasks are done.</p>
      ) : (
        <p>
          Task {step.number}, {step.title}, <strong>{step.minutes} min</strong>
          {step.hints === 0 ? '' : `, ${counted(step.hints, 'hint')}`}
          {step.lamps.length === 0 ? null : (
            <span class="lamps">
              {step.lamps.map((holds, index) => (
                <span key={index} class={holds ? 'lamp-on' : 'lamp-off'}>
                  <span aria-hidden="true">{holds ? '●' : '○'}</span>
                  <span class="unseen">{holds ? 'holds' : 'does not hold'}</span>
                </span>
              ))}
            </span>
          )}
        </p>
      )}
    </>
  );
}

function SeatActions({ seat: { number, name, handRaised, lab, lesson } }: { readonly seat: SeatTile }) {
  const text = useSignal('');
  const who = name ?? `seat ${number}`;
  return (
    <details>
      <summary>Help {who}</summary>
      <form
        class="line"
        onSubmit={async (event) => {
          event.preventDefault();
          if (await ask.tell(number, text.value)) text.value = '';
        }}
      >
        <label>
          Message to {who}
          <input
            value={text.value}
            maxLength={500}
            onInput={({ currentTarget }) => {
              text.value = currentTarget.value;
            }}
          />
        </label>
        <button type="submit">Tell</button>
      </form>
      <div class="line">
        {handRaised ? (
          <button type="button" onClick={() => ask.lowerHand(number)}>
            Lower the hand
          </button>
        ) : null}
        <button type="button" disabled={lab !== 'up'} onClick={() => ask.reset(number)}>
          Reset the lab
        </button>
        <button type="button" disabled={!lesson?.step} onClick={() => ask.solve(number)}>
          Solve the task
        </button>
        <button
          type="button"
          onClick={() => {
            if (
              confirm(`Take the seat from ${who}? Links and code of the seat end, and so does its progress.`)
            )
              void ask.free(number);
          }}
        >
          Free the seat
        </button>
      </div>
    </details>
  );
}
