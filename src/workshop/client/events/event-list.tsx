import { duration } from '../../../base/duration.ts';
import type { PageEvent } from '../state/page-events.ts';
import { page } from '../state/store.ts';

const symbols: Readonly<Record<PageEvent['tone'], string>> = {
  broken: '⚡',
  bad: '▼',
  good: '▲',
  plain: '·',
};
const meanings: Readonly<Record<PageEvent['tone'], string>> = {
  broken: 'fault: ',
  bad: 'lost: ',
  good: 'back: ',
  plain: '',
};

/** What happened, the newest first, with the time since the last fault. */
export function EventList() {
  const events = page.events.value;
  if (events.length === 0)
    return <p class="empty">Nothing has happened yet. Break something in the topology.</p>;
  return (
    <table class="events">
      <caption class="unseen">Events, the newest first</caption>
      <thead>
        <tr>
          <th scope="col">UTC</th>
          <th scope="col">After the fault</th>
          <th scope="col">What</th>
        </tr>
      </thead>
      <tbody>{events.toReversed().map(row)}</tbody>
    </table>
  );
}

const row = ({ key, atMs, sinceFaultMs, text, tone }: PageEvent) => (
  <tr key={key} class={tone}>
    <td>{new Date(atMs).toISOString().slice(11, 23)}</td>
    <td>{sinceFaultMs === null ? '' : `+${duration(sinceFaultMs)}`}</td>
    <td>
      <span class="tone" aria-hidden="true">
        {symbols[tone]}
      </span>
      <span class="unseen">{meanings[tone]}</span>
      {text}
    </td>
  </tr>
);
