/** Font sizes in the drawing, in its own units; the page draws it at no less than 3/4 of its size. */
export const nameSize = 13;
export const roleSize = 12;

/** A name is broken into lines of at most this width. */
const mostWidth = 150;

/** A name in lines that fit into a box, broken after a hyphen or dot where it has any. */
export function nameLines(name: string): string[] {
  const pieces = name.split(/(?<=[-._ ])/).flatMap(inPieces);
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last + piece, nameSize) <= mostWidth)
      lines[lines.length - 1] += piece;
    else lines.push(piece);
  }
  return lines.length === 0 ? [''] : lines;
}

/** A word without a place to break it, in pieces that fit. */
function inPieces(word: string): string[] {
  const pieces = [''];
  for (const character of word) {
    const last = pieces.at(-1) ?? '';
    if (textWidth(last + character, nameSize) > mostWidth) pieces.push(character);
    else pieces[pieces.length - 1] = last + character;
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
