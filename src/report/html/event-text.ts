import type { EventResult } from '../../analysis/events/event-result.ts';
import { duration } from '../../base/duration.ts';
import { parametersText } from '../../definition/fault-parameters.ts';
import { faultText } from '../words/fault-text.ts';
import { html, type Markup } from './markup.ts';

/** The events of a trial as a numbered list, if there are several: what happened, when, and when it was undone. */
export function eventList(events: readonly EventResult[]): Markup {
  if (events.length < 2) return html``;
  return html`<ol>${events.map((event) => html`<li>${eventText(event)}, ${course(event)}</li>`)}</ol>`;
}

/** "link-degrade of device1:wan0 (lossPercent=2)". */
export const eventText = ({ fault, target, parameters }: EventResult): string =>
  faultText({ fault, target, parameters: parametersText(parameters ?? {}) });

function course({ at, undoneAtMs }: EventResult): string {
  const applied = Math.abs(at.estimateMs) < 0.5 ? 'at T0' : `${duration(at.estimateMs)} after T0`;
  return undoneAtMs === null ? applied : `${applied}, undone ${duration(undoneAtMs)} after T0`;
}
