import type { DrawnLine } from '../../protocol/drawing.ts';
import { MarkShape } from '../frame/lamp.tsx';
import { Badges } from './badge.tsx';
import { Beside, PartTarget } from './part-target.tsx';
import type { Found } from './part-types.ts';

interface TunnelProps extends Found {
  /** Several where an end can be at several nodes. */
  readonly lines: readonly DrawnLine[];
  readonly place: number;
  readonly orientation: 'across' | 'down';
}

/** Its line, which can be chosen. */
export function DrawnTunnel(props: TunnelProps) {
  const { part, state, lines } = props;
  const place = placeOf(props);
  if (!place) return null;
  const { present, x, y, width } = place;
  const { x1, y1, x2, y2 } = present;
  return (
    <PartTarget part={part} state={state} kind="tunnel">
      {lines.map((line) => (
        <line
          key={line.ends.join()}
          class={line === present ? 'line' : 'line standby'}
          x1={line.x1}
          y1={line.y1}
          x2={line.x2}
          y2={line.y2}
        />
      ))}
      <line class="hit" x1={x1} y1={y1} x2={x2} y2={y2} />
      {/* The place of its text, which is drawn later. It gives a level line a height, too. */}
      <rect class="spot" x={x - 12} y={y - 12} width={width + 4} height="24" />
    </PartTarget>
  );
}

/** Its state and its packets a second. Drawn after all lines, so that none crosses the text. */
export function TunnelText(props: TunnelProps) {
  const { state } = props;
  const place = placeOf(props);
  if (!place) return null;
  const { present, x, y, text, width } = place;
  const { x1, y1, x2, y2 } = present;
  return (
    <Beside mark={state.mark}>
      <g class="rate" transform={`translate(${x} ${y})`}>
        <rect x="-10" y="-9" width={width} height="18" rx="9" />
        <g class="symbol">
          <MarkShape mark={state.mark} />
        </g>
        <text x="11" y="4">
          {text}
        </text>
      </g>
      <Badges faults={state.faults} x={x1 + (x2 - x1) * 0.72} y={y1 + (y2 - y1) * 0.72} />
    </Beside>
  );
}

/** The line that is in use, with the text at it. */
function placeOf({ state, lines, place, orientation }: TunnelProps) {
  const present =
    lines.find((line) => isAt(line, state.ends)) ?? lines.find(({ standby }) => !standby) ?? lines[0];
  if (!present) return undefined;
  const { x1, y1, x2, y2 } = present;
  const share = labelShare(orientation, place);
  const text =
    state.mark !== 'up' ? state.word : state.rate === undefined ? '' : `${Math.round(state.rate)}/s`;
  return {
    ...{ present, text, x: x1 + (x2 - x1) * share, y: y1 + (y2 - y1) * share },
    width: text === '' ? 20 : 28 + text.length * 6.6,
  };
}

const isAt = ({ ends }: DrawnLine, nodes: readonly (string | null)[] | undefined): boolean =>
  nodes?.every((node) => node !== null && ends.some((end) => end === node)) ?? false;

/** Nearer to the beginning of the line, where those of other nodes do not cross it yet. */
const labelShare = (orientation: 'across' | 'down', place: number): number =>
  orientation === 'across' ? 0.3 : ([0.16, 0.38, 0.6, 0.82][place % 4] ?? 0.16);
