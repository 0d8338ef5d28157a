import { activeFaultText } from '../../../report/words/active-fault-text.ts';
import { ask } from '../state/requests.ts';
import { page } from '../state/store.ts';
import { TimeLeft } from './time-left.tsx';

/** What is broken on purpose, each with its time left. */
export function ActiveFaults() {
  const faults = page.snapshot.value?.faults ?? [];
  if (faults.length === 0) return null;
  return (
    <ul class="active-faults" aria-label="Active faults">
      {faults.map((fault) => (
        <li key={fault.id}>
          <span aria-hidden="true" class="bolt">
            ⚡
          </span>
          <span>{activeFaultText(fault)}</span> <TimeLeft fault={fault} />
          <button
            type="button"
            aria-label={`Heal ${activeFaultText(fault)}`}
            onClick={() => ask.heal({ fault: fault.id })}
          >
            Heal
          </button>
        </li>
      ))}
    </ul>
  );
}
