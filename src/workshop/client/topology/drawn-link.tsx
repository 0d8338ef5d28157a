import type { DrawnLine } from '../../protocol/drawing.ts';
import { MarkShape } from '../frame/lamp.tsx';
import { Badges } from './badge.tsx';
import { PartTarget } from './part-target.tsx';
import type { Found } from './part-types.ts';

export function DrawnLink({
  line: { x1, y1, x2, y2 },
  isDead,
  found,
}: {
  readonly line: DrawnLine;
  readonly isDead: boolean;
  readonly found: Found | undefined;
}) {
  const ends = { x1, y1, x2, y2 };
  if (!found) return <line class={isDead ? 'wire dead' : 'wire'} {...ends} />;
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  return (
    <PartTarget
      {...found}
      kind={isDead ? 'link dead' : 'link'}
      beside={
        <>
          {found.state.mark === 'up' ? null : (
            <g class="symbol" transform={`translate(${x} ${y})`}>
              <MarkShape mark={found.state.mark} />
            </g>
          )}
          <Badges faults={found.state.faults} x={x} y={y} />
        </>
      }
    >
      <line class="hit" {...ends} />
      <rect class="spot" x={x - 12} y={y - 12} width="24" height="24" />
      <line class="wire" {...ends} />
    </PartTarget>
  );
}
