import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { page } from '../state/store.ts';
import { Legend } from './legend.tsx';
import { partStates } from './part-state.ts';
import { spread } from './spread.ts';
import { TopologyDrawing } from './topology-drawing.tsx';
import { Zones } from './zones.tsx';

/** Below this part of its size, the text of a drawing would be less than 10 px. */
const leastScale = 0.8;
/** From top to bottom it is long, and what is below it should be seen. */
const mostScale = { across: 1.25, down: 1 };

export function TopologyArea() {
  const lab = page.lab.value;
  const snapshot = page.snapshot.value;
  const place = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  useEffect(() => {
    if (!place.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      width.value = Math.floor(entry?.contentRect.width ?? 0);
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [width]);
  const drawing = lab.state === 'up' ? lab.drawing : null;
  const layouts = useMemo(
    () =>
      drawing && {
        across: spread(drawing.layouts.across, 'across'),
        down: spread(drawing.layouts.down, 'down'),
      },
    [drawing],
  );
  const seen = { rates: page.tunnelRates.value, carriers: page.carriers.value };
  const states = snapshot && drawing ? partStates(drawing.parts, { snapshot, ...seen }) : null;
  const fits = layouts !== null && width.value >= layouts.across.width * leastScale;
  const orientation = fits ? 'across' : 'down';
  const layout = layouts?.[orientation] ?? null;
  return (
    <section class="topology-area" aria-labelledby="topology-title">
      <h2 id="topology-title">Topology</h2>
      <div ref={place} class="scroll">
        {drawing && layout && states && width.value > 0 ? (
          <TopologyDrawing
            drawing={drawing}
            layout={layout}
            orientation={orientation}
            states={states}
            scale={Math.min(mostScale[orientation], Math.max(leastScale, width.value / layout.width))}
          />
        ) : (
          <p>The state of the lab is being read …</p>
        )}
      </div>
      {drawing && states ? <Zones drawing={drawing} states={states} /> : null}
      <Legend />
    </section>
  );
}
