import { signal } from '@preact/signals';
import type { Measurement } from '../../protocol/updates.ts';
import { page } from '../state/store.ts';
import { MeasurementTable } from './measurement-table.tsx';

/** At most two. */
const chosen = signal<readonly string[]>([]);

/** The trials in this lab, the newest first. Two of them can stand side by side. */
export function Measurements() {
  const all = page.measurements.value;
  if (all.length === 0)
    return (
      <p class="empty">
        Nothing is measured yet. Choose a part of the topology, a fault, and “Measure…”: that is the same
        trial as <code>switchover run</code> makes.
      </p>
    );
  const pair = all.filter(({ id }) => chosen.value.includes(id));
  return (
    <>
      {pair.length === 2 ? (
        <section class="comparison" aria-label="Two measurements side by side">
          {pair.map((one) => (
            <div key={one.id}>
              <Title measurement={one} />
              <MeasurementTable measurement={one} />
            </div>
          ))}
        </section>
      ) : (
        <p class="remark" role="status">
          {chosen.value.length === 1 ? 'Choose one more to compare.' : 'Choose two to compare.'}
        </p>
      )}
      <ul class="measurements">
        {all.toReversed().map((one) => (
          <li key={one.id}>
            <Title measurement={one} />
            {pair.length === 2 && pair.includes(one) ? null : <MeasurementTable measurement={one} />}
            <p class="controls">
              <label>
                <input
                  type="checkbox"
                  checked={chosen.value.includes(one.id)}
                  onChange={() => choose(one.id)}
                />{' '}
                Compare
              </label>
              <a href={one.report} target="_blank" rel="noreferrer">
                {`Report of ${one.id}`}
              </a>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

const Title = ({ measurement: { fault, target, profile, at } }: { readonly measurement: Measurement }) => (
  <h3>
    {`${fault} of ${target}`} <span class="remark">{`profile ${profile}, ${at.slice(11, 19)} UTC`}</span>
  </h3>
);

function choose(id: string): void {
  const others = chosen.peek().filter((one) => one !== id);
  chosen.value = others.length < chosen.peek().length ? others : [...others.slice(-1), id];
}
