import { duration } from '../../../base/duration.ts';
import type { PageEvent } from '../state/page-events.ts';
import { page } from '../state/store.ts';
import { type Burst, burstsOf, burstText, burstTone } from './bursts.ts';

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
      <tbody>{burstsOf(events).toReversed().map(row)}</tbody>
    </table>
  );
}

function row(burst: Burst) {
  const { first, events } = burst;
  const tone = burstTone(burst);
  return (
    <tr key={first.key} class={tone}>
      <td>{timeText(first.atMs)}</td>
      <td>{first.sinceFaultMs === null ? '' : `+${duration(first.sinceFaultMs)}`}</td>
      <td>
        <Tone tone={tone} />
        {events.length === 1 ? (
          first.text
        ) : (
          <details class="burst">
            <summary>{burstText(burst)}</summary>
            <ul>
              {events.map((event) => (
                <li key={event.key}>
                  {timeText(event.atMs)} <Tone tone={event.tone} />
                  {event.text}
                </li>
              ))}
            </ul>
          </details>
        )}
      </td>
    </tr>
  );
}

const Tone = ({ tone }: Pick<PageEvent, 'tone'>) => (
  <>
    <span class={`tone ${tone}`} aria-hidden="true">
      {symbols[tone]}
    </span>
    <span class="unseen">{meanings[tone]}</span>
  </>
);

const timeText = (ms: number): string => new Date(ms).toISOString().slice(11, 23);
