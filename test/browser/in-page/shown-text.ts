/** A line of text as a page shows it, in CSS pixels of the page. */
export interface ShownText {
  readonly text: string;
  /** Lines of the same piece of text have the same number. */
  readonly piece: number;
  /** The part of it that can be seen without scrolling inside the page. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Its size on the screen, also where a drawing is scaled. */
  readonly fontSize: number;
  /** What cuts it, in words. Null: it is whole, or can be scrolled to. */
  readonly cutBy: string | null;
}
