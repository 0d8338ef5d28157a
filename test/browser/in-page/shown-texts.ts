import type { ShownText } from './shown-text.ts';

/** Every line of text of the page. @param onPaper nothing can be scrolled there */
export function shownTexts(onPaper: boolean): ShownText[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const shown: ShownText[] = [];
  for (let piece = 0; walker.nextNode(); piece += 1) {
    const { currentNode: node } = walker;
    const parent = node.parentElement;
    if (!parent || node.textContent?.trim() === '' || !isShown(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width === 0 || box.height === 0) continue;
      shown.push({
        text: node.textContent?.trim() ?? '',
        piece,
        ...partOf(box, parent, onPaper),
        fontSize: Number.parseFloat(getComputedStyle(parent).fontSize) * scaleOf(parent),
      });
    }
  }
  return shown;
}

const isShown = (element: Element): boolean =>
  element.closest('script, style, title, desc, option') === null &&
  element.checkVisibility({ checkVisibilityCSS: true });

/** How much larger a drawing is than its own units. */
function scaleOf(element: Element): number {
  return element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.a ?? 1) : 1;
}

type Part = Pick<ShownText, 'left' | 'top' | 'right' | 'bottom' | 'cutBy'>;

/** Less than a pixel is rounding. */
const tolerance = 1;

function partOf(box: DOMRect, parent: Element, onPaper: boolean): Part {
  const { left, right, top, bottom } = box;
  let part: Part = { left, right, top, bottom, cutBy: null };
  let scrolls = false;
  for (let element: Element | null = parent; element; element = element.parentElement) {
    const frame = frameOf(element);
    if (!frame) continue;
    const isOutside =
      part.left < frame.left - tolerance ||
      part.right > frame.right + tolerance ||
      part.top < frame.top - tolerance ||
      part.bottom > frame.bottom + tolerance;
    if (!isOutside) continue;
    if (!frame.scrolls || onPaper) return { ...part, cutBy: frame.name };
    scrolls = true;
    part = {
      left: Math.max(part.left, frame.left),
      right: Math.min(part.right, frame.right),
      top: Math.max(part.top, frame.top),
      bottom: Math.min(part.bottom, frame.bottom),
      cutBy: null,
    };
  }
  const pageWidth = document.documentElement.clientWidth;
  const isBeside = left < -tolerance || right > pageWidth + tolerance;
  return isBeside && !scrolls ? { ...part, cutBy: 'the edge of the page' } : part;
}

interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly scrolls: boolean;
  readonly name: string;
}

/** What an element does not let its texts reach beyond: nothing, its edges, or the box that it draws around them. */
function frameOf(element: Element): Frame | undefined {
  const drawn = element.matches('.node, .badge') ? element.querySelector(':scope > rect') : null;
  if (drawn) return { ...edgesOf(drawn), scrolls: false, name: 'its box' };
  const { overflowX } = getComputedStyle(element);
  if (overflowX === 'visible' || element === document.body) return undefined;
  const scrolls = overflowX === 'auto' || overflowX === 'scroll';
  return { ...edgesOf(element), scrolls, name: `the edge of a ${element.tagName.toLowerCase()}` };
}

function edgesOf(element: Element): Pick<Frame, 'left' | 'right' | 'top' | 'bottom'> {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { left, right, top, bottom };
}
