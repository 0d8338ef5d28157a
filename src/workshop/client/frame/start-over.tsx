import type { StartOverRequest } from '../../protocol/requests.ts';
import { ask } from '../state/requests.ts';
import { tell } from '../state/toasts.ts';
import { opened } from './view.ts';

const ways: readonly {
  readonly how: StartOverRequest['how'];
  readonly name: string;
  readonly what: string;
}[] = [
  { how: 'heal', name: 'Heal', what: 'Undoes all faults. What runs goes on.' },
  {
    how: 'restart',
    name: 'Restart the nodes',
    what: 'Undoes all faults and starts every node again. Changes that you made in a terminal are gone.',
  },
  {
    how: 'recreate',
    name: 'Make a new lab',
    what: 'Removes the lab and brings it up again. Takes longest, and repairs everything.',
  },
];

export function StartOver() {
  return (
    <>
      <h2 id="dialog-title">Start over</h2>
      <ul class="choices">
        {ways.map(({ how, name, what }) => (
          <li key={how}>
            <button
              type="button"
              onClick={async () => {
                opened.value = null;
                if (await ask.startOver({ how })) tell(`${name}: it has begun.`);
              }}
            >
              {name}
            </button>
            <span>{what}</span>
          </li>
        ))}
        <li>
          <button
            type="button"
            onClick={async () => {
              opened.value = null;
              await ask.closeLab();
            }}
          >
            Remove the lab
          </button>
          <span>Leaves the lab and goes back to the catalogue.</span>
        </li>
      </ul>
    </>
  );
}
