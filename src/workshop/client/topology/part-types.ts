import type { ActiveFault, LabSnapshot } from '../../../lab/snapshot/snapshot.ts';
import type { DrawnPart } from '../../protocol/drawing.ts';
import type { PageState } from '../state/page-state.ts';

/** The state of a part, as a shape. */
export type Mark = 'up' | 'partly' | 'waiting' | 'silent' | 'down';

/** What the drawing and the dialog say of a part. */
export interface PartState {
  readonly mark: Mark;
  /** In a word or two: `up`, `starting`. */
  readonly word: string;
  /** Sentences for the dialog. */
  readonly facts: readonly string[];
  /** Of nodes between which addresses move. */
  readonly share?: 'holder' | 'standby';
  /** Of tunnels: packets a second, both ways together. */
  readonly rate?: number;
  /** Of tunnels: the nodes that have its ends now. */
  readonly ends?: readonly (string | null)[];
  readonly faults: readonly ActiveFault[];
}

export interface Seen {
  readonly snapshot: LabSnapshot;
  readonly rates: Readonly<Record<string, number>>;
  readonly carriers: PageState['carriers'];
}

/** A part, and what is known of it. */
export interface Found {
  readonly part: DrawnPart;
  readonly state: PartState;
}
