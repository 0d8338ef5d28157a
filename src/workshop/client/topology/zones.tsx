import type { Drawing } from '../../protocol/drawing.ts';
import { opened } from '../frame/view.ts';
import type { PartState } from './part-types.ts';

/** Zones and other parts without a place in the drawing. */
export function Zones({
  drawing,
  states,
}: {
  readonly drawing: Drawing;
  readonly states: ReadonlyMap<string, PartState>;
}) {
  const parts = drawing.parts.filter(({ kind }) => kind === 'zone' || kind === 'lab');
  if (parts.length === 0) return null;
  return (
    <ul class="zones" aria-label="Zones, and the lab as a whole">
      {parts.map(({ id, kind, name }) => (
        <li key={id}>
          <button
            type="button"
            aria-haspopup="dialog"
            onClick={() => {
              opened.value = { kind: 'part', id };
            }}
          >
            {kind === 'zone' ? `zone ${name}` : `the lab ${name}`}
            {(states.get(id)?.faults.length ?? 0) > 0 ? ' ⚡ broken' : ''}
          </button>
        </li>
      ))}
    </ul>
  );
}
