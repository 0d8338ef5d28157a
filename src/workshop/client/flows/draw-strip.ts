import type { LiveOutage } from '../../protocol/traffic.ts';
import { type Stretch, shownMs } from './flow-history.ts';
import { shortSeconds } from './flow-texts.ts';

/** Few flows have room for their number and for how long each is silent. */
const rowHeightOf = (flows: number): number => (flows <= 16 ? 13 : 6);
const leastForText = 12;
/** At the right, for "12.3 s". */
const textWidth = 52;
const numberWidth = 20;
const axisHeight = 15;

/** Height of the strip of so many flows, with its time axis. */
export const stripHeightOf = (flows: number): number => flows * rowHeightOf(flows) + axisHeight;

/**
 * Draws the last minute of some flows, a row each. Full: packets arrive; hatched: some are lost; thin line: silent. Beside
 * a row stands for how long its flow is silent, or was in its last outage.
 */
export function drawStrip(
  canvas: HTMLCanvasElement,
  flows: readonly (readonly Stretch[])[],
  outages: ReadonlyMap<number, LiveOutage>,
  atMs: number,
): void {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return;
  const row = rowHeightOf(flows.length);
  const ratio = Math.min(2, devicePixelRatio);
  const [width, height] = [canvas.clientWidth, stripHeightOf(flows.length)];
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const colours = {
    good: colour('--flow'),
    bad: colour('--bad'),
    warn: colour('--warn'),
    muted: colour('--muted'),
    text: colour('--text'),
    line: colour('--control'),
  };
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colour('--surface');
  context.fillRect(0, 0, width, height);
  const hasText = row >= leastForText;
  const left = hasText ? numberWidth : 0;
  const right = width - (hasText ? textWidth : 0);
  const xOf = (ms: number) => Math.max(left, right - ((atMs - ms) / shownMs) * (right - left));
  const hatching = hatched(context, colours.warn, ratio);
  const inset = row > 8 ? 2 : 1;
  for (const [index, stretches] of flows.entries()) {
    const top = index * row + inset;
    const full = row - 2 * inset;
    for (const { state, fromMs, toMs } of stretches) {
      const x = xOf(fromMs);
      const length = Math.max(1, xOf(toMs) - x);
      if (state === 'a') {
        context.fillStyle = colours.good;
        context.fillRect(x, top, length, full);
      } else if (state === 'l') {
        context.fillStyle = hatching;
        context.fillRect(x, top, length, full);
      } else if (state === 's') {
        context.fillStyle = colours.bad;
        context.fillRect(x, top + full / 2 - 1, length, 2);
        context.fillRect(x, top, 2, full);
      }
    }
    if (hasText)
      drawTexts(
        context,
        { last: stretches.at(-1), outage: outages.get(index) },
        index,
        { top, right, row },
        colours,
      );
  }
  drawAxis(context, { left, right, top: flows.length * row }, colours);
}

/** The times below the rows, with a tick each. */
function drawAxis(
  context: CanvasRenderingContext2D,
  { left, right, top }: { readonly left: number; readonly right: number; readonly top: number },
  { muted, line }: { readonly muted: string; readonly line: string },
): void {
  context.font = fontOf(11);
  context.textBaseline = 'top';
  const texts = [
    { share: 0, text: `${shownMs / 1000} s ago`, align: 'left' },
    { share: 0.5, text: `${shownMs / 2000} s`, align: 'center' },
    { share: 1, text: 'now', align: 'right' },
  ] as const;
  for (const { share, text, align } of texts) {
    const x = left + share * (right - left);
    context.fillStyle = line;
    context.fillRect(Math.min(right - 1, x), 0, 1, top + 3);
    context.fillStyle = muted;
    context.textAlign = align;
    context.fillText(text, x, top + 3);
  }
  context.textAlign = 'left';
}

const fontOf = (size: number) => `${size}px system-ui, sans-serif`;

function drawTexts(
  context: CanvasRenderingContext2D,
  { last, outage }: { readonly last: Stretch | undefined; readonly outage: LiveOutage | undefined },
  index: number,
  { top, right, row }: { readonly top: number; readonly right: number; readonly row: number },
  { bad, muted, text }: { readonly bad: string; readonly muted: string; readonly text: string },
): void {
  context.font = fontOf(Math.min(11, row - 2));
  context.textBaseline = 'top';
  context.fillStyle = muted;
  context.fillText(String(index + 1), 2, top);
  if (last?.state === 's') {
    context.fillStyle = bad;
    context.fillText(shortSeconds(last.toMs - last.fromMs), right + 6, top);
  } else if (outage) {
    context.fillStyle = text;
    context.fillText(shortSeconds(outage.durationMs), right + 6, top);
  }
}

/** Stripes, as a fill. The plain colour where the browser makes no pattern. */
function hatched(context: CanvasRenderingContext2D, colour: string, ratio: number): CanvasPattern | string {
  const known = patterns.get(`${colour} ${ratio}`);
  if (known) return known;
  const tile = document.createElement('canvas');
  tile.width = 6;
  tile.height = 6;
  const own = tile.getContext('2d');
  if (!own) return colour;
  own.strokeStyle = colour;
  own.lineWidth = 2;
  own.beginPath();
  for (const shift of [-6, 0, 6]) {
    own.moveTo(shift, 6);
    own.lineTo(shift + 6, 0);
  }
  own.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  if (!pattern) return colour;
  patterns.set(`${colour} ${ratio}`, pattern);
  return pattern;
}

const patterns = new Map<string, CanvasPattern>();
