import { type Stretch, shownMs } from './flow-history.ts';

/** Few flows have room for their number and for how long each is silent. */
export const rowHeightOf = (flows: number): number => (flows <= 16 ? 13 : 6);
const leastForText = 12;
/** At the right, for "12.3 s". */
const textWidth = 52;
const numberWidth = 20;

/** Draws the last minute of some flows, a row each. Full: packets arrive; hatched: some are lost; thin line: silent. */
export function drawStrip(
  canvas: HTMLCanvasElement,
  flows: readonly (readonly Stretch[])[],
  atMs: number,
): void {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return;
  const row = rowHeightOf(flows.length);
  const ratio = Math.min(2, devicePixelRatio);
  const [width, height] = [canvas.clientWidth, flows.length * row];
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
    if (hasText) drawTexts(context, stretches.at(-1), index, { top, right, row }, colours);
  }
}

function drawTexts(
  context: CanvasRenderingContext2D,
  last: Stretch | undefined,
  index: number,
  { top, right, row }: { readonly top: number; readonly right: number; readonly row: number },
  { bad, muted }: { readonly bad: string; readonly muted: string },
): void {
  context.font = `${Math.min(11, row - 2)}px system-ui, sans-serif`;
  context.textBaseline = 'top';
  context.fillStyle = muted;
  context.fillText(String(index + 1), 2, top);
  if (last?.state !== 's') return;
  context.fillStyle = bad;
  context.fillText(`${((last.toMs - last.fromMs) / 1000).toFixed(1)} s`, right + 6, top);
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
