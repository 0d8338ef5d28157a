import type { DirectionResult } from '../../analysis/direction-results.ts';
import { duration } from '../../base/duration.ts';
import { html, type Markup } from './markup.ts';

type Direction = Pick<DirectionResult, 'from' | 'to' | 'flowsHit' | 'phases' | 'prediction' | 'lastFlowBack'>;

const phaseNames = ['detection', 'convergence', 'restoration'] as const;

interface Bar {
  readonly title: string;
  readonly text: string;
  readonly parts: readonly { readonly kind: string; readonly ms: number }[];
}

/**
 * Each direction's recovery as a bar of its phases, and below it the predicted range.
 *
 * @param longestMs what a bar of full width stands for, so that bars of several events can be compared
 */
export function phaseBars(directions: readonly Direction[], longestMs: number): Markup {
  const bars = directions.flatMap(barsOf);
  if (bars.length === 0) {
    const isHit = directions.some(({ flowsHit }) => flowsHit > 0);
    return isHit
      ? html`<p>Packets were lost only for moments: nobody had to recover, and nothing was predicted.</p>`
      : html`<p>Nothing was interrupted, and nothing was predicted.</p>`;
  }
  return html`${bars.map(
    ({ title, text, parts }) => html`<div class="bar-row"><div class="bar-title">${title}</div>
<div><div class="bar">${parts.map(({ kind, ms }) => html`<span class="${kind}" style="width: ${((100 * ms) / longestMs).toFixed(2)}%"></span>`)}</div>${text}</div></div>`,
  )}`;
}

/** The longest time that one of the bars stands for, in ms. */
export const longestBarMs = (directions: readonly Direction[]): number =>
  Math.max(1, ...directions.flatMap(barsOf).map(({ parts }) => parts.reduce((sum, { ms }) => sum + ms, 0)));

function barsOf({ from, to, phases, prediction, lastFlowBack }: Direction): Bar[] {
  return [
    ...(phases ? [{ title: `${from} to ${to}, measured`, ...measured(phases, lastFlowBack) }] : []),
    ...(prediction
      ? [
          {
            title: `${from} to ${to}, predicted`,
            text: `${duration(prediction.minMs)} to ${duration(prediction.maxMs)}`,
            parts: [
              { kind: 'before', ms: prediction.minMs },
              { kind: 'predicted', ms: prediction.maxMs - prediction.minMs },
            ],
          },
        ]
      : []),
  ];
}

function measured(
  phases: NonNullable<Direction['phases']>,
  lastFlowBack: Direction['lastFlowBack'],
): Pick<Bar, 'text' | 'parts'> {
  const lengths = [phases.detectionMs, phases.convergenceMs, phases.restorationMs] as const;
  const total = phases.totalMs ?? lastFlowBack?.estimateMs ?? null;
  const parts = phaseNames.flatMap((kind, index) => {
    const ms = lengths[index];
    return ms == null ? [] : [{ kind, ms }];
  });
  const words = parts.map(({ kind, ms }) => `${kind} ${duration(ms)}`).join(', ');
  if (total === null) return { text: 'not every flow came back', parts: [] };
  return parts.length === phaseNames.length && parts.every(({ ms }) => ms >= 0)
    ? { text: `${duration(total)}: ${words}`, parts }
    : { text: `${duration(total)}; the phases were not all seen`, parts: [{ kind: 'whole', ms: total }] };
}
