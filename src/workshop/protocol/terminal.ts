import { z } from 'zod';

/** What a page and a terminal of the server say to each other: one JSON object in each text frame of a WebSocket. */

const columns = z.int().min(10).max(500);
const rows = z.int().min(2).max(300);

/** From the page. What it may not say is ignored: that of a page that only looks on, what is typed in a pause. */
export const fromTerminalPage = z.discriminatedUnion('kind', [
  /** What was typed or pasted. */
  z.strictObject({ kind: z.literal('input'), data: z.string().max(60_000) }),
  /** The page's terminal has another size now. The last one who says so wins. */
  z.strictObject({ kind: z.literal('resize'), columns, rows }),
]);

export type FromTerminalPage = z.output<typeof fromTerminalPage>;

/** A terminal of a seat whose shell runs. */
export interface TerminalEntry {
  readonly id: string;
  readonly node: string;
}

/** Why a terminal has ended: its shell did; its node stopped or was replaced; its lab went; somebody closed it. */
export type TerminalEnd = 'shell' | 'node' | 'lab' | 'closed';

/** What people look up in a node, typed by a button. */
export interface LookUp {
  /** What it shows, in a few words. */
  readonly label: string;
  readonly command: string;
}

/** To the page. */
export type ToTerminalPage =
  /** The first message. */
  | { readonly kind: 'about'; readonly node: string; readonly commands: readonly LookUp[] }
  /**
   * All that there is to see, with what has scrolled away: the second message, and again when a page was too slow for
   * some of the output. The page empties its terminal and sets the size before it writes this.
   */
  | { readonly kind: 'screen'; readonly data: string; readonly columns: number; readonly rows: number }
  | { readonly kind: 'output'; readonly data: string }
  /** Another page has changed the size. */
  | { readonly kind: 'size'; readonly columns: number; readonly rows: number }
  /** The last message. */
  | { readonly kind: 'ended'; readonly reason: TerminalEnd };
