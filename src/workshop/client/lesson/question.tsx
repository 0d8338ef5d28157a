import type { QuestionView } from '../../protocol/lesson.ts';
import { Lamp } from '../frame/lamp.tsx';
import { ask } from '../state/requests.ts';
import type { Mark } from '../topology/part-types.ts';

interface QuestionProps {
  readonly task: string;
  readonly index: number;
  readonly question: QuestionView;
}

/** A choice or a number. It can be answered again. */
export function Question({ task, index, question }: QuestionProps) {
  const name = `${task}-${index}`;
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const written = new FormData(event.currentTarget).get('answer');
    if (typeof written === 'string' && written !== '')
      ask.answer({ task, question: index, answer: Number(written) });
  };
  return (
    <form class="question" onSubmit={submit}>
      {question.kind === 'choices' ? (
        <fieldset>
          <legend>{question.text}</legend>
          {question.choices.map((choice, number) => (
            <label class="choice" key={choice}>
              <input
                type="radio"
                name="answer"
                value={number}
                required
                defaultChecked={question.given?.choice === number}
              />{' '}
              <span>{choice}</span>
            </label>
          ))}
        </fieldset>
      ) : (
        <div class="field">
          <label for={name}>{question.text}</label>
          <span class="with-unit">
            <input
              id={name}
              name="answer"
              type="number"
              step="any"
              required
              defaultValue={question.given ? String(question.given.number) : ''}
            />
            <span>{question.unit}</span>
          </span>
        </div>
      )}
      <div class="controls">
        <button type="submit">{question.given ? 'Answer again' : 'Answer'}</button>
      </div>
      <div role="status">
        {question.given ? (
          <p class="judgement">
            <Lamp mark={markOf(question.given.isCorrect)}>
              {`${wordOf(question.given.isCorrect)} ${question.given.because}`}
            </Lamp>
          </p>
        ) : null}
      </div>
    </form>
  );
}

function markOf(isCorrect: boolean | null): Mark {
  if (isCorrect === null) return 'waiting';
  return isCorrect ? 'up' : 'down';
}

function wordOf(isCorrect: boolean | null): string {
  if (isCorrect === null) return 'Noted.';
  return isCorrect ? 'Right.' : 'Not right.';
}
