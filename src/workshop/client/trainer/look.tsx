import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { trainerPaths } from '../../protocol/trainer.ts';
import type { PageUpdate } from '../../protocol/updates.ts';
import { LabStateNotice } from '../frame/lab-state-notice.tsx';
import { page, take } from '../state/store.ts';
import { LooksOn } from '../topology/looks-on.ts';
import { TopologyArea } from '../topology/topology-area.tsx';
import { LookedTerminals } from './looked-terminals.tsx';
import { room } from './store.ts';

/** The seat that the trainer looks at; null: none. */
export const lookedAt = signal<number | null>(null);

/** The lab of a seat, as its page draws it, and its terminals. Its learner is told of the look. */
export function Look() {
  const seat = lookedAt.value;
  useEffect(() => {
    if (seat === null) return undefined;
    // What is known of another seat must not be taken for this one's.
    take({ kind: 'lab', lab: { state: 'none' } });
    const source = new EventSource(trainerPaths.look.replace(':seat', String(seat)));
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const update: PageUpdate = JSON.parse(data);
      take(update);
    };
    return () => source.close();
  }, [seat]);
  if (seat === null) return null;
  const lab = page.lab.value;
  const help = room.value?.seats.find(({ number }) => number === seat)?.help ?? 'none';
  return (
    <section aria-label={`Lab of seat ${seat}`}>
      <div class="line">
        <h2>Lab of seat {seat}</h2>
        <button
          type="button"
          onClick={() => {
            lookedAt.value = null;
          }}
        >
          Close
        </button>
      </div>
      {lab.state === 'up' ? (
        <LooksOn.Provider value={true}>
          <TopologyArea />
        </LooksOn.Provider>
      ) : (
        <LabStateNotice lab={lab} />
      )}
      <LookedTerminals key={seat} seat={seat} help={help} />
    </section>
  );
}
