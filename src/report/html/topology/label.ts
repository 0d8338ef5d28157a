/** Font sizes in the drawing, in its own units; the page draws it at no less than 3/4 of its size. */
export const nameSize = 13;
export const roleSize = 12;

/** A text in lines that are at most so wide, broken after a hyphen or a space where it has any. */
export function linesOf(text: string, fontSize: number, mostWidth: number): string[] {
  const fits = (line: string) => textWidth(line.trimEnd(), fontSize) <= mostWidth;
  const lines: string[] = [];
  for (const piece of text.split(/(?<=[-._ ])/).flatMap((word) => inPieces(word, fits))) {
    const last = lines.at(-1);
    if (last !== undefined && fits(last + piece)) lines[lines.length - 1] += piece;
    else lines.push(piece);
  }
  return lines.length === 0 ? [''] : lines.map((line) => line.trimEnd());
}

/** A word without a place to break it, in pieces that fit. */
function inPieces(word: string, fits: (line: string) => boolean): string[] {
  const pieces = [''];
  for (const character of word) {
    const last = pieces.at(-1) ?? '';
    if (last === '' || fits(last + character)) pieces[pieces.length - 1] = last + character;
    else pieces.push(character);
  }
  return pieces;
}

/**
 * About how wide a text is. The font of the reader is not known here, so this is a bit more than DejaVu Sans needs, which
 * is wider than the fonts of other systems.
 */
export function textWidth(text: string, fontSize: number): number {
  return [...text].reduce((sum, character) => sum + widthOf(character), 0) * fontSize;
}

function widthOf(character: string): number {
  if (/[mMW@%]/.test(character)) return 1;
  if (/[ijlI.,:;|'! ]/.test(character)) return 0.33;
  if (/[ftr()-]/.test(character)) return 0.42;
  if (/[a-vx-z0-9]/.test(character)) return 0.64;
  if (/[wA-Z_]/.test(character)) return 0.82;
  return 1.1;
}
