import { useContext } from 'preact/hooks';
import type { Drawing } from '../../protocol/drawing.ts';
import { opened } from '../frame/view.ts';
import { LooksOn } from './looks-on.ts';
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
  const looksOn = useContext(LooksOn);
  if (parts.length === 0) return null;
  const textOf = (id: string, kind: string, name: string) =>
    `${kind === 'zone' ? `zone ${name}` : `the lab ${name}`}${(states.get(id)?.faults.length ?? 0) > 0 ? ' ⚡ broken' : ''}`;
  return (
    <ul class="zones" aria-label="Zones, and the lab as a whole">
      {parts.map(({ id, kind, name }) => (
        <li key={id}>
          {looksOn ? (
            textOf(id, kind, name)
          ) : (
            <button
              type="button"
              aria-haspopup="dialog"
              onClick={() => {
                opened.value = { kind: 'part', id };
              }}
            >
              {textOf(id, kind, name)}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
