import type { Drawing, DrawnLayout, DrawnLine } from '../../protocol/drawing.ts';
import { DrawnLink } from './drawn-link.tsx';
import { DrawnNode } from './drawn-node.tsx';
import { DrawnTunnel, TunnelText } from './drawn-tunnel.tsx';
import { moveBetweenParts } from './move-between-parts.ts';
import type { PartState } from './part-types.ts';

export interface DrawingProps {
  readonly drawing: Drawing;
  readonly layout: DrawnLayout;
  readonly orientation: 'across' | 'down';
  readonly states: ReadonlyMap<string, PartState>;
  readonly scale: number;
}

/** Nodes come first, so that Tab reaches them before the lines. Lines end at the sides of boxes: none covers one. */
export function TopologyDrawing({ drawing, layout, orientation, states, scale }: DrawingProps) {
  const parts = new Map(drawing.parts.map((part) => [part.id, part]));
  const of = (id: string | undefined) => {
    const part = id === undefined ? undefined : parts.get(id);
    const state = id === undefined ? undefined : states.get(id);
    return part && state ? { part, state } : undefined;
  };
  const tunnels = tunnelsOf(layout.lines).flatMap(({ id, ...drawn }) => {
    const found = of(id);
    return found ? [{ ...drawn, ...found, orientation }] : [];
  });
  const isDead = (node: string) => states.get(`node:${node}`)?.mark === 'down';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldset
    <svg
      class={`topology ${orientation}`}
      role="group"
      onKeyDown={moveBetweenParts}
      aria-label={`Topology: ${drawing.parts.length} parts`}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      width={Math.round(layout.width * scale)}
      height={Math.round(layout.height * scale)}
    >
      {layout.boxes.map((box) => {
        const found = of(box.part);
        return found ? <DrawnNode key={box.part} box={box} {...found} /> : null;
      })}
      {layout.lines
        .filter(({ kind }) => kind === 'wire')
        .map((line) => (
          <DrawnLink key={keyOf(line)} line={line} isDead={line.ends.some(isDead)} found={of(line.part)} />
        ))}
      {tunnels.map((one) => (
        <DrawnTunnel key={one.part.id} {...one} />
      ))}
      {tunnels.map((one) => (
        <TunnelText key={one.part.id} {...one} />
      ))}
    </svg>
  );
}

const keyOf = ({ ends, part }: DrawnLine) => `${part ?? 'wire'} ${ends.join()}`;

interface TunnelLines {
  readonly id: string;
  readonly lines: readonly DrawnLine[];
  /** Counts the tunnels that begin at the same node before it: their texts must not meet. */
  readonly place: number;
}

function tunnelsOf(lines: readonly DrawnLine[]): readonly TunnelLines[] {
  const tunnels = new Map<string, DrawnLine[]>();
  for (const line of lines) {
    if (line.kind !== 'tunnel' || line.part === undefined) continue;
    tunnels.set(line.part, [...(tunnels.get(line.part) ?? []), line]);
  }
  const begun = new Map<string, number>();
  return [...tunnels].map(([id, own]) => {
    const first = own[0]?.ends[0] ?? '';
    const place = begun.get(first) ?? 0;
    begun.set(first, place + 1);
    return { id, lines: own, place };
  });
}
