import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { ShownText } from './in-page/shown-text.ts';

/** Smaller text is hard to read, in pixels. */
const leastSize = 9;

/** The part of the height of a line, at either end, that its letters leave empty. */
const emptyPart = 0.15;

/** A page that can be asked for its texts. */
export class Measure {
  readonly #script: string;

  private constructor(script: string) {
    this.#script = script;
  }

  static async built(): Promise<Measure> {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('in-page/shown-texts.ts', import.meta.url))],
      bundle: true,
      format: 'iife',
      globalName: 'measure',
      write: false,
    });
    return new Measure(outputFiles[0]?.text ?? '');
  }

  /** What cannot be read on a page, in words: texts that overlap, are cut or too small. */
  async illegible(page: Page, medium: 'screen' | 'print'): Promise<string[]> {
    const texts = await page.evaluate<ShownText[]>(
      `(() => { ${this.#script}; return measure.shownTexts(${medium === 'print'}); })()`,
    );
    if (texts.length === 0) throw new Error('The page shows no text at all.');
    return complaints(texts);
  }
}

/** @returns what is wrong with these texts, each thing once */
export function complaints(texts: readonly ShownText[]): string[] {
  return [
    ...new Set([
      ...texts.flatMap(({ text, cutBy }) => (cutBy === null ? [] : [`"${text}" is cut by ${cutBy}`])),
      ...texts.flatMap(({ text, fontSize }) =>
        fontSize < leastSize ? [`"${text}" has only ${fontSize.toFixed(1)} px`] : [],
      ),
      ...texts.flatMap((one, index) =>
        texts
          .slice(index + 1)
          .filter((other) => other.piece !== one.piece && overlap(one, other))
          .map((other) => `"${one.text}" overlaps "${other.text}"`),
      ),
    ]),
  ];
}

function overlap(one: ShownText, other: ShownText): boolean {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(ink(one).bottom, ink(other).bottom) - Math.max(ink(one).top, ink(other).top);
  return width > 1 && height > 1;
}

const ink = ({ top, bottom }: ShownText) => ({
  top: top + emptyPart * (bottom - top),
  bottom: bottom - emptyPart * (bottom - top),
});
