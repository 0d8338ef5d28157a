import type { ActiveFault } from '../../../lab/snapshot/snapshot.ts';
import { timeLeftText } from '../frame/time-left.tsx';
import { engineNow } from '../state/store.ts';

/** About so wide is a letter of a badge. */
const letter = 6.9;

/** Active faults where they are. Their part is a button with a label that names them, which hides these texts. */
export function Badges({
  faults,
  x,
  y,
}: {
  readonly faults: readonly ActiveFault[];
  readonly x: number;
  readonly y: number;
}) {
  return (
    <>
      {faults.map((fault, index) => {
        const left =
          fault.endsAt === null ? '' : ` ${timeLeftText(fault.endsAt, engineNow.value).replace(' left', '')}`;
        const text = `⚡ ${fault.fault}${left}`;
        const width = text.length * letter + 14;
        return (
          <g key={fault.id} class="badge" transform={`translate(${x} ${y + 20 * index})`}>
            <rect x={-width / 2} y="-9" width={width} height="18" rx="9" />
            <text y="4">{text}</text>
          </g>
        );
      })}
    </>
  );
}
