import type { DrawnBox } from '../../protocol/drawing.ts';
import { MarkShape } from '../frame/lamp.tsx';
import { Badges } from './badge.tsx';
import { PartTarget } from './part-target.tsx';
import type { Found, PartState } from './part-types.ts';

const lineHeight = 17;

export function DrawnNode({ box, part, state }: Found & { readonly box: DrawnBox }) {
  const { x, y, width, height } = box;
  const lines = [
    ...box.name.map((text) => ({ text, kind: 'name' })),
    ...whatOf(box, state).map((text) => ({ text, kind: 'what' })),
  ];
  const first = y + (height - lineHeight * lines.length) / 2 + 13;
  const middle = x + width / 2;
  return (
    <PartTarget
      part={part}
      state={state}
      kind={`node ${box.role}`}
      beside={
        <>
          {state.mark === 'up' ? null : (
            <g class="symbol" transform={`translate(${x + 2} ${y + height - 2})`}>
              <MarkShape mark={state.mark} />
            </g>
          )}
          <Badges faults={state.faults} x={middle} y={y - 5} />
        </>
      }
    >
      <rect class="box" x={x} y={y} width={width} height={height} rx="7" />
      {lines.map(({ text, kind }, index) => (
        <text key={`${kind} ${text}`} class={kind} x={middle} y={first + index * lineHeight}>
          {/* The space parts the lines for those who hear them. */}
          {`${text} `}
        </text>
      ))}
    </PartTarget>
  );
}

/** A box has room for one thing besides its name: its state, or who of a pair has the addresses, or what it is. */
function whatOf({ what }: DrawnBox, { mark, word, share }: PartState): readonly string[] {
  if (mark !== 'up') return [word];
  if (share === undefined) return what;
  return [share === 'holder' ? '◆ holder' : '◇ standby'];
}
