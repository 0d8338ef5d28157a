import { ask } from '../state/requests.ts';
import { page } from '../state/store.ts';

/** Says that the trainer looks, and asks whether help is wanted. Read aloud when it changes. */
export function TrainerHere() {
  const seat = page.seat.value;
  if (!seat || seat.code === null) return null;
  const { help, isLookedAt } = seat;
  return (
    <div role="status">
      {help === 'offered' ? (
        <p class="banner">
          Your trainer offers help: you would both type in your terminals.{' '}
          <button type="button" onClick={() => ask.answerHelp(true)}>
            Yes
          </button>{' '}
          <button type="button" onClick={() => ask.answerHelp(false)}>
            No
          </button>
        </p>
      ) : null}
      {help === 'agreed' ? (
        <p class="banner">
          Your trainer can type in your terminals.{' '}
          <button type="button" onClick={() => ask.answerHelp(false)}>
            End the help
          </button>
        </p>
      ) : null}
      {isLookedAt && help !== 'agreed' ? (
        <p class="banner">Your trainer looks at your lab and your terminals.</p>
      ) : null}
    </div>
  );
}
