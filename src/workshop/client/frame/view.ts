import { signal } from '@preact/signals';

/** What is shown where there is no room for all areas beside each other. */
export const areas = ['lesson', 'lab', 'details'] as const;
export type Area = (typeof areas)[number];
export const area = signal<Area>('lab');

export const detailTabs = ['events', 'measurements', 'terminals', 'azure'] as const;
export type DetailTab = (typeof detailTabs)[number];
export const detailTab = signal<DetailTab>('events');

export function showDetails(tab: DetailTab): void {
  detailTab.value = tab;
  area.value = 'details';
}

/** What the one dialog of the page shows. */
export type Opened = { readonly kind: 'part'; readonly id: string } | { readonly kind: 'start-over' };
export const opened = signal<Opened | null>(null);

/** The part of the topology that a lesson points at; null: none. */
export const litPart = signal<string | null>(null);

/** A text that waits to be typed into a terminal of a node. */
export interface TypedText {
  readonly node: string;
  readonly text: string;
}
export const typedText = signal<TypedText | null>(null);

/** Opens a terminal in a node, and types a text there: the learner sees it, and presses Enter. */
export function typeInto(node: string, text: string): void {
  typedText.value = { node, text };
  showDetails('terminals');
}
