import { useSignal } from '@preact/signals';
import type { RoomView } from '../../protocol/trainer.ts';
import { ask } from './requests.ts';

/** What the trainer does to all seats at once. */
export function RoomActions({ room }: { readonly room: RoomView }) {
  return (
    <section aria-labelledby="all-title">
      <h2 id="all-title">For everybody</h2>
      <div class="line">
        <button type="button" aria-pressed={room.paused} onClick={() => ask.pause(!room.paused)}>
          {room.paused ? 'Go on' : 'Pause'}
        </button>
        <button type="button" onClick={() => ask.healAll()}>
          Heal every lab
        </button>
        {room.lesson === null ? null : (
          <button type="button" onClick={() => ask.openLesson({ lab: room.lab, lesson: room.lesson ?? '' })}>
            Open the lesson everywhere
          </button>
        )}
      </div>
      <Step steps={room.steps} />
      <Message now={room.message} />
      <Break faults={room.faults} />
    </section>
  );
}

function Step({ steps }: Pick<RoomView, 'steps'>) {
  const chosen = useSignal('');
  if (steps.length === 0) return null;
  const step = steps.find(({ id }) => id === chosen.value) ?? steps[0];
  return (
    <form
      class="line"
      onSubmit={(event) => {
        event.preventDefault();
        if (step) void ask.openStep(step.id);
      }}
    >
      <label>
        Step
        <select
          value={step?.id}
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value;
          }}
        >
          {steps.map(({ id, title }, index) => (
            <option key={id} value={id}>
              {index + 1}. {title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">Open the step for everybody</button>
    </form>
  );
}

function Message({ now }: { readonly now: string | null }) {
  const text = useSignal('');
  return (
    <form
      class="line"
      onSubmit={async (event) => {
        event.preventDefault();
        if (await ask.tellAll(text.value)) text.value = '';
      }}
    >
      <label>
        Message
        <input
          value={text.value}
          maxLength={500}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
          }}
        />
      </label>
      <button type="submit">Tell everybody</button>
      {now === null ? null : (
        <button type="button" onClick={() => ask.tellAll('')}>
          Take the message away
        </button>
      )}
    </form>
  );
}

function Break({ faults }: Pick<RoomView, 'faults'>) {
  const chosen = useSignal('');
  const target = useSignal('');
  if (faults.length === 0) return <p class="remark">Faults can be chosen when the first lab is up.</p>;
  const fault = faults.find((one) => one.fault === chosen.value) ?? faults[0];
  const targets = fault?.targets ?? [];
  return (
    <form
      class="line"
      onSubmit={(event) => {
        event.preventDefault();
        const where = targets.includes(target.value) ? target.value : targets[0];
        if (fault) void ask.breakAll({ fault: fault.fault, ...(where !== undefined && { target: where }) });
      }}
    >
      <label>
        Fault
        <select
          value={fault?.fault}
          onChange={({ currentTarget }) => {
            chosen.value = currentTarget.value;
          }}
        >
          {faults.map((one) => (
            <option key={one.fault}>{one.fault}</option>
          ))}
        </select>
      </label>
      <label>
        Target
        <select
          value={targets.includes(target.value) ? target.value : targets[0]}
          onChange={({ currentTarget }) => {
            target.value = currentTarget.value;
          }}
        >
          {targets.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <button type="submit" disabled={targets.length === 0}>
        Break it in every lab
      </button>
    </form>
  );
}
