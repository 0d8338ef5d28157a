import { useEffect, useRef } from 'preact/hooks';
import type { LiveDirection } from '../../protocol/traffic.ts';
import { flowHistory, flowsAtMs, page } from '../state/store.ts';
import { drawStrip, stripHeightOf } from './draw-strip.ts';
import { flowsText } from './flow-texts.ts';
import { LastOutage } from './last-outage.tsx';

interface StripProps {
  readonly direction: LiveDirection;
  readonly index: number;
  readonly rate: number;
}

/** One canvas for all flows of a direction. It is drawn at most once a frame, and only after a report. */
export function FlowStrip({ direction, index, rate }: StripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    let frame = 0;
    const draw = () => {
      frame = 0;
      const own = page.outages.peek().filter((outage) => outage.direction === direction.key);
      const last = new Map(own.map((outage) => [outage.flow, outage]));
      drawStrip(element, flowHistory.flowsOf(index), last, flowHistory.atMs);
    };
    const plan = () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const observer = new ResizeObserver(plan);
    observer.observe(element);
    dark.addEventListener('change', plan);
    const unsubscribe = flowsAtMs.subscribe(plan);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      dark.removeEventListener('change', plan);
      unsubscribe();
    };
  }, [index, direction]);
  return (
    <div class="strip">
      <p class="strip-title">
        <strong>{direction.label}</strong>{' '}
        <span class="remark">{`${direction.name}, ${direction.flows} × ${rate} packets/s`}</span>{' '}
        <FlowsNow index={index} />
      </p>
      <LastOutage direction={direction} />
      <canvas
        ref={canvas}
        role="img"
        aria-label={`The last 60 s of the flows ${direction.label}. What they do now, and their last outage, stands above.`}
        height={stripHeightOf(direction.flows)}
      />
    </div>
  );
}

function FlowsNow({ index }: { readonly index: number }) {
  // Read, so that the text changes with each report.
  const at = flowsAtMs.value;
  const now = flowHistory.now(index);
  return <span class={now.silent > 0 ? 'now bad' : 'now'}>{at === 0 ? '' : flowsText(now)}</span>;
}
