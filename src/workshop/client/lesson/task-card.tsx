import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { TaskView } from '../../protocol/lesson.ts';
import { Lamp } from '../frame/lamp.tsx';
import { ask } from '../state/requests.ts';
import { page } from '../state/store.ts';
import { NextHint, OpenedHints } from './hints.tsx';
import { Question } from './question.tsx';

/** A task with its questions, lamps and hints, at its place in the text. */
export function TaskCard({ id }: { readonly id: string }) {
  const task = useMemo(
    () => computed(() => page.lesson.value?.tasks.find((one) => one.id === id)),
    [id],
  ).value;
  if (!task) return null;
  const { title, state, questions, lamps, hints, diagnosis, solution, solvedBy } = task;
  return (
    <section class={`task-card ${state}`} aria-label={`Task: ${title}`}>
      <h3>{title}</h3>
      <p class="task-state" role="status">
        <Lamp mark={state === 'passed' ? 'up' : 'waiting'}>{stateText(task)}</Lamp>
      </p>
      {state === 'locked' ? null : (
        <>
          {questions.map((question, index) => (
            <Question key={index} task={id} index={index} question={question} />
          ))}
          {lamps.length === 0 ? null : (
            <ul class="lamps" aria-label="Checks, as they are now">
              {lamps.map(({ holds, text }) => (
                <li key={text}>
                  <Lamp mark={holds ? 'up' : 'waiting'}>
                    <span class="unseen">{holds ? 'holds: ' : 'does not hold yet: '}</span>
                    {text}
                  </Lamp>
                </li>
              ))}
            </ul>
          )}
          {diagnosis === undefined ? null : <p class="diagnosis">{diagnosis}</p>}
          <OpenedHints task={task} />
          {solution === undefined ? null : (
            <div class="solution">
              <strong>{solvedBy === 'program' ? 'Solution, done for you' : 'Solution'}</strong>
              <p>{solution}</p>
            </div>
          )}
          {state === 'open' ? (
            <div class="controls">
              <NextHint key={`${hints.opened.length} ${hints.nextAfterSeconds}`} task={task} />
              <button type="button" disabled={page.work.value !== null} onClick={() => ask.solve(id)}>
                Solve it for me
              </button>
            </div>
          ) : null}
        </>
      )}
    </section>
  );
}

function stateText({ state, solvedBy, kind }: TaskView): string {
  if (state === 'locked') return 'Another task comes first';
  if (state === 'passed') return solvedBy === 'program' ? 'Passed, solved for you' : 'Passed';
  return kinds[kind];
}

const kinds: Readonly<Record<TaskView['kind'], string>> = {
  do: 'To do',
  predict: 'Predict',
  find: 'Find out',
  explain: 'Explain',
};
