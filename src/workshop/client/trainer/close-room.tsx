import { ask } from './requests.ts';

/** The last thing that a trainer does. */
export function CloseRoom({ seats }: { readonly seats: number }) {
  return (
    <section aria-labelledby="close-title">
      <h2 id="close-title">At the end</h2>
      <p>Closing the room removes every lab, all seats and what was done. Download the results before.</p>
      <button
        type="button"
        onClick={() => {
          const question = `Close the room? ${seats} people have a seat, and the results go with it.`;
          if (confirm(question)) void ask.close();
        }}
      >
        Close the room
      </button>
    </section>
  );
}
